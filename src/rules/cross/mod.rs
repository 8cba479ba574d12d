//! Objects of one release that do not fit together.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
