//! The front door for other programs: a [`Chart`], [`Values`] and a [`Release`] go in, a
//! [`Compilation`] comes out. The stages behind it stay out of sight.

mod chart;
mod compilation;
mod options;
mod provenance;
mod run;
mod values;

pub use chart::Chart;
pub use compilation::Compilation;
pub use options::Options;
pub use provenance::{Origin, Provenance};
pub use run::{check, check_objects, compile, model};
pub use values::Values;

#[cfg(test)]
mod tests;
