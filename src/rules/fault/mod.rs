//! What Istio demands of injected faults.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
