//! Values as Helm computes them: layers, merging, `--set`, and where each value came from.

pub mod go;
