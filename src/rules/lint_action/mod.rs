//! Rewrites, redirects and direct answers that send clients astray.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
