//! What Istio demands of a destination and of weights.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
