//! What Istio demands of redirects, direct answers and rewrites.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
