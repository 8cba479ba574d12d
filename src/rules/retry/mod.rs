//! What Istio demands of retries.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
