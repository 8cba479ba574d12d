//! Timeouts, retries and faults that never happen, or happen too often.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
