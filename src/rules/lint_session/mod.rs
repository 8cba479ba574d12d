//! Sticky sessions that do not stick.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
