//! Values that Helm takes and that do not do what they say.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
