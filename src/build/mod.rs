//! For build scripts: compiles and checks charts at build time, and writes the objects, or constants
//! made of them, into `OUT_DIR`.
//!
//! ```toml
//! [build-dependencies]
//! rutter = { version = "0.1", default-features = false, features = ["build"] }
//! ```
//!
//! ```no_run
//! // build.rs
//! use rutter::build::Build;
//!
//! fn main() {
//!     Build::new("charts/pad")
//!         .release("pad")
//!         .namespace("etherpad")
//!         .values("values/production.yaml")
//!         .objects("ingress.yaml")
//!         .constants("ingress.rs")
//!         .run();
//! }
//! ```
//!
//! A mistake in the chart or in a values file is an error of the build, one line for each with file,
//! line and column, and below them the author's lines; warnings are warnings of the build. Ignore
//! comments (`# rutter: ignore[vs-timeout]`) hold here as they do for the command.
//!
//! Cargo is told of every file that took part, the vendored helper and charts below included, and
//! of the folders, so that a new file is seen: the script runs again when one of them changes, and
//! not when something else does. (Where the chart lies at the top of the package, its folder holds
//! everything that is built and cannot be watched: there, files that are new are not seen.) Files
//! are written only when they change.
//!
//! For tests, and for who wants to decide what fails, [`Build::try_run`] prints nothing and goes on,
//! and [`Build::plan`] touches nothing at all.
//!
//! # Constants
//!
//! The module that [`Build::constants`] writes needs nothing, not even `std`:
//!
//! ```ignore
//! mod ingress {
//!     include!(concat!(env!("OUT_DIR"), "/ingress.rs"));
//! }
//!
//! for route in ingress::ROUTES {
//!     println!("{:?} -> {:?}", route.matches, route.action);
//! }
//! ```
//!
//! | constant | what it is |
//! | --- | --- |
//! | `HOSTS: &[&str]` | the hosts that the routes are for |
//! | `GATEWAYS: &[Gateway]` | name, namespace, and for each port its hosts, protocol and TLS secret |
//! | `ROUTES: &[Route]` | the HTTP routes in order: hosts, matches, action, rewrite, timeout, retries |
//! | `SERVICES: &[Service]` | host and port of the services that routes lead to |
//!
//! `examples/embedded-service` is a whole crate that does this, and routes by its constants.
//!
//! The types are structs and enums that the module brings along, with documentation. What they
//! cannot say (faults, mirrors, CORS, changes to headers, routes of TLS and TCP) is left out with a
//! comment. Where a condition cannot be said the whole match is left out, and with its last match the
//! route: none here has weaker conditions than the real one.

mod built;
mod constants;
mod plan;
mod settings;
mod shell;
#[cfg(test)]
mod tests;
mod watch;

pub use built::{Built, Output};
pub use settings::Build;
pub use shell::run_all;
