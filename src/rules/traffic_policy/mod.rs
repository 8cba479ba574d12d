//! What Istio demands of a traffic policy as a whole, and of tunnels and ports in it.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
