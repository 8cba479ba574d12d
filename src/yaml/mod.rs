//! YAML exactly as Helm reads it, with the place of every node; and YAML as it should be written.

pub mod emit;
mod emit_scalar;
pub mod json;
pub mod node;
pub mod number;
pub mod serde_de;
pub mod serde_ser;
pub mod sink;

pub use json::to_json;
pub use node::{Data, Entry, List, Map, Node};
