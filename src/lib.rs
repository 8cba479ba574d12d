//! rutter compiles the ingress values of Helm charts to Istio objects.

pub mod chart;
pub mod compile;
pub mod diagnostic;
pub mod environment;
mod error;
pub mod helm;
pub mod helper;
pub mod ingress;
pub mod istio;
pub mod out;
pub mod release;
pub mod source;
pub mod suggest;
pub mod values;
pub mod yaml;

pub use error::{Error, ErrorKind, Failure};
pub use helm::HelmVersion;
pub use release::Release;
