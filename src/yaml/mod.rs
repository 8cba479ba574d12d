//! YAML exactly as Helm reads it, with the place of every node; and YAML as it should be written.

pub mod node;

pub use node::{Data, Entry, List, Map, Node};
