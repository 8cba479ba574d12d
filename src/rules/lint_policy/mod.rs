//! Traffic policies without the effect they seem to have.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
