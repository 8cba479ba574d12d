//! Conditions that never hold, always hold, or hold for more than was meant.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
