//! What Istio demands of a Gateway.

mod host_short;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&host_short::RULE];
