//! Values as Helm computes them: layers, merging, `--set`, and where each value came from.

mod coalesce;
mod dependencies;
pub mod go;
mod imports;
mod json;
pub mod layers;
mod merge;
pub mod path;
#[cfg(feature = "schema")]
mod schema;
pub mod set;
#[cfg(test)]
mod testing;
mod units;
pub mod why;

pub use layers::{InputFile, Inputs, LayerPart, Origin, Scope, Values, compute};
pub use why::{Effect, Link, Why, why};
