//! What Istio demands of load balancing.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
