//! Changing a YAML file in place: comments, quotes and layout of everything else stay.
//!
//! Each function here starts from the place of a tree (of this file, or of values into which
//! this file was merged) and gives the edits that change one thing there. It reads the file again,
//! with the edits made, and compares: unless Helm then reads exactly the tree with that one
//! change, there is no edit. So these functions may look at the text with simple means, and say
//! `None` where those do not suffice: at anchors, aliases, tags and merge keys, at keys behind
//! `?`, at a place in no file, at values that a template or a flag wrote.
//!
//! The comments above what is removed stay: they often speak of more than the next line. The
//! one on its own line, and those below it that are indented deeper, go with it.
//!
//! A file is read four times for an edit. Callers that find thousands of things in one file should
//! ask for a limited number of edits; files of more than 1 MiB get none.

mod insert;
mod layout;
mod moving;
mod page;
mod place;
mod remove;
mod rename;
mod spell;

pub use insert::{append_item, insert_entry};
pub use moving::{move_entry, move_item};
pub use remove::{remove_entry, remove_item};
pub use rename::{rename_key, replace_scalar};

#[cfg(test)]
mod tests;
