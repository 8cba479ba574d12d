//! Which charts there are below a path, and with which values each is to be looked at.

mod discover;

pub use discover::{Target, ValueSet, find, value_sets};
