//! YAML exactly as Helm reads it, with the place of every node; and YAML as it should be written.

mod compose;
mod cursor;
pub mod edit;
pub mod emit;
mod explain;
pub mod json;
pub mod node;
pub mod number;
mod parse;
mod pasted;
mod problem;
mod read;
mod resolve;
mod scan;
pub mod serde_de;
pub mod serde_ser;
pub mod sink;
mod text;
mod to_yaml;
pub mod walk;

pub use json::to_json;
pub(crate) use node::entry;
pub use node::{Data, Entry, List, Map, Node};
pub use pasted::{Pasted, Place, read_pasted};
#[cfg(feature = "pipelines")]
pub(crate) use read::read_part;
pub use read::{Reading, read_document, read_values, register};
pub use resolve::{Resolved, resolve_plain};
pub(crate) use text::lossy;
pub(crate) use to_yaml::last_entry;
pub use to_yaml::to_yaml;
