//! What Istio demands of a VirtualService as a whole.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
