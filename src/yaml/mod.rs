//! YAML exactly as Helm reads it, with the place of every node; and YAML as it should be written.

mod compose;
mod cursor;
#[doc(hidden)]
pub mod edit;
pub mod emit;
mod explain;
pub mod json;
#[doc(hidden)]
pub mod node;
mod node_de;
#[doc(hidden)]
pub mod number;
mod parse;
mod pasted;
mod problem;
mod read;
mod resolve;
mod scan;
pub mod serde_de;
#[doc(hidden)]
pub mod serde_ser;
#[doc(hidden)]
pub mod sink;
mod text;
mod to_yaml;
#[doc(hidden)]
pub mod walk;

#[doc(hidden)]
pub use json::to_json;
pub(crate) use node::entry;
pub use node::{Data, Entry, List, Map, Node};
#[doc(hidden)]
pub use pasted::{Pasted, Place, read_pasted};
#[cfg(feature = "extensions")]
pub(crate) use read::read_exactly;
#[doc(hidden)]
pub use read::{Reading, read_document, read_values, register};
pub(crate) use read::{documents, read_parts};
#[doc(hidden)]
pub use resolve::{Resolved, resolve_plain};
pub(crate) use text::lossy;
pub(crate) use to_yaml::last_entry;
#[doc(hidden)]
pub use to_yaml::to_yaml;
