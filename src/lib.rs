//! rutter compiles the ingress values of Helm charts to Istio objects, exactly as the charts'
//! helper does under `helm template`, and says at the author's own line what is wrong.
//!
//! A [`Chart`] is read once; [`Values`] are texts, files, or anything that serde can write; together
//! with a [`Release`] they go to [`compile()`] or [`check()`], and a [`Compilation`] comes back: the
//! objects, what was found, and which line of the author's is behind which field.
//!
//! ```
//! use rutter::environment::Memory;
//! use rutter::{Chart, Helper, HelmVersion, Options, Release, Values, check};
//!
//! # fn main() -> Result<(), rutter::Error> {
//! // All input comes from an `Environment`: `Disk`, files in memory, or your own.
//! let files = Memory::new()
//!     .file("pad/Chart.yaml", "apiVersion: v2\nname: pad\nversion: 1.0.0\n")
//!     .file("pad/values.yaml", "ingress:\n  enabled: true\n");
//! let chart = Chart::load(&files, "pad", HelmVersion::V3)?;
//!
//! // This chart vendors no helper; one that does needs no options.
//! let options = Options::new().helper(Helper::built_in("1.0").expect("ships with rutter"));
//! let values = Values::new().text("production.yaml", "ingress: {gatewayHosts: [pad.example.org]}");
//! let release = Release::new("pad", "etherpad")?;
//!
//! let checked = check(&chart, &values, &release, &options);
//! assert!(checked.diagnostics.is_empty(), "{}", checked.summary());
//! let kinds = checked.objects.iter().map(|object| object.kind());
//! assert!(kinds.eq(["DestinationRule", "Gateway", "VirtualService"]));
//! print!("{}", checked.yaml());
//!
//! let host = checked.origin(2, "spec.hosts[0]").expect("written by the author");
//! assert_eq!((host.file, host.start.line), ("production.yaml", 1));
//! # Ok(())
//! # }
//! ```
//!
//! What stops a run altogether is an [`Error`] with a kind; what is wrong in the author's files is
//! a [`diagnostic::Diagnostic`]. No function panics on input, recurses without a bound, or reads a
//! clock, the network or global state; only [`environment::Disk`] touches files, and only for
//! whoever passes it. The same input gives the same bytes.
//!
//! The objects are typed ([`istio`]), and go through serde in both directions; [`check_objects()`]
//! looks at objects that no helper made. `docs/embedding.md` goes through all of it, and
//! `examples/` holds programs to start from.
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `cli` | the `rutter` command, and everything below but `build` (default) |
//! | `archive` | packaged charts (`.tgz`) |
//! | `build` | [`rutter::build`](build), for build scripts (default) |
//! | `config` | `rutter.yaml`, ignore comments, baselines |
//! | `extensions` | templates that add objects (`.j2`) |
//! | `formats` | diagnostics for programs: JSON, SARIF, JUnit ... |
//! | `json-schema` | JSON Schemas of the stanza, of `rutter.yaml` and of the model |
//! | `pipelines` | what stands behind `rutter krm-function` and `rutter post-render`; adds nothing here |
//! | `render` | diagnostics in the look of rustc |
//! | `schema` | the charts' own `values.schema.json` |
//! | `templates` | the Helm template of a helper |
//! | `tera` | templates that add objects in Tera's dialect (`.tera`) |
//!
//! Without any feature the library compiles and checks, and has 15 dependencies in all.
//!
//! # What stays as it is
//!
//! What this documentation shows follows semantic versioning. Modules that it does not show are the
//! stages that the command line is made of; they are public for it alone, and change as they must.

mod api;
#[cfg(feature = "build")]
pub mod build;
#[doc(hidden)]
pub mod chart;
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod compile;
#[cfg(feature = "config")]
pub mod config;
pub mod diagnostic;
pub mod environment;
mod error;
#[cfg(feature = "extensions")]
pub mod extension;
mod helm;
pub mod helper;
#[doc(hidden)]
pub mod ingress;
pub mod istio;
pub mod model;
#[doc(hidden)]
pub mod out;
#[cfg(feature = "pipelines")]
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod re2;
#[doc(hidden)]
pub mod release;
#[doc(hidden)]
pub mod repo;
pub mod rules;
#[cfg(feature = "json-schema")]
pub mod schema;
pub mod source;
#[doc(hidden)]
pub mod suggest;
#[cfg(feature = "config")]
#[doc(hidden)]
pub mod suppress;
#[doc(hidden)]
pub mod values;
pub mod yaml;

pub use api::{
    Chart, Compilation, Options, Origin, Provenance, Values, check, check_objects, compile, model,
};
#[doc(hidden)]
pub use error::Failure;
pub use error::{Error, ErrorKind};
pub use helm::HelmVersion;
pub use helper::Helper;
pub use release::Release;

// The programs of the guide run as the examples of this documentation do.
#[cfg(doctest)]
#[doc = include_str!("../docs/embedding.md")]
struct Guide;
