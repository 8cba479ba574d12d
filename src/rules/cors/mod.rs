//! What Istio demands of a CORS policy.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
