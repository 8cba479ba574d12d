//! rutter compiles the ingress values of Helm charts to Istio objects, exactly as the charts'
//! helper does under `helm template`, and says at the author's own line what is wrong.
//!
//! Data flows one way: [`source`] (texts and places) → [`yaml`] (trees, as Helm reads them) →
//! [`chart`] and [`helper`] (files, which helper, its facts) → [`values`] (layers, merged) →
//! [`ingress`] (the stanza, compiled) → [`istio`] (typed objects) → [`out`] (text). [`compile`]
//! runs it for a release; [`diagnostic`] is what it finds. [`rules`] look at every stage for what
//! Istio refuses and for what is surely not meant; [`check`] runs them.
//!
//! ```
//! use rutter::chart::Chart;
//! use rutter::compile::{Options, compile};
//! use rutter::environment::Memory;
//! use rutter::source::Sources;
//! use rutter::values::{self, Inputs};
//! use rutter::{Error, ErrorKind, HelmVersion, Release, check, helper::Helper};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // All input comes from an `Environment`; the command line passes `Disk`.
//! let files = Memory::new()
//!     .file("pad/Chart.yaml", "apiVersion: v2\nname: pad\nversion: 1.0.0\n")
//!     .file("pad/values.yaml", "ingress:\n  enabled: true\n");
//! let mut sources = Sources::new();
//! let helm = HelmVersion::V3;
//! let chart = Chart::load(&files, "pad".as_ref(), &mut sources, helm)?;
//! let mut no_files = |_: &str| Err(Error::new(ErrorKind::NotFound, "no --set-file here"));
//! let values = values::compute(&chart, &Inputs::default(), &mut sources, helm, &mut no_files)?;
//! let release = Release::new("pad", "pad", &mut sources);
//!
//! let mut options = Options::default();
//! options.helper = Helper::built_in("1.0"); // this chart vendors none
//! let compilation = compile(&chart, &values, &release, &sources, &options);
//!
//! assert!(!compilation.has_errors());
//! let kinds = compilation.objects.iter().map(|compiled| compiled.object.kind());
//! assert!(kinds.eq(["DestinationRule", "Gateway", "VirtualService"]));
//!
//! // The same, checked: what is found knows its place in the author's files.
//! let mut options = check::Options::default();
//! options.compile.helper = Helper::built_in("1.0");
//! let checked = check::Checker::new(options).check(&chart, &values, &release, &sources);
//! assert!(checked.diagnostics.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! No function panics on input, recurses without a bound, or reads a clock, the network or global
//! state. What stops a run altogether is an [`Error`]; what is wrong in the author's files is a
//! [`diagnostic::Diagnostic`]; a [`Failure`] is either.

pub mod chart;
pub mod check;
pub mod compile;
#[cfg(feature = "config")]
pub mod config;
pub mod diagnostic;
pub mod environment;
mod error;
#[cfg(feature = "extensions")]
pub mod extension;
pub mod helm;
pub mod helper;
pub mod ingress;
pub mod istio;
pub mod model;
pub mod out;
pub mod re2;
pub mod release;
pub mod repo;
pub mod rules;
#[cfg(feature = "json-schema")]
pub mod schema;
pub mod source;
pub mod suggest;
#[cfg(feature = "config")]
pub mod suppress;
pub mod values;
pub mod yaml;

pub use error::{Error, ErrorKind, Failure};
pub use helm::HelmVersion;
pub use release::Release;
