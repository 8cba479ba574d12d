//! What Istio demands of a DestinationRule and its subsets.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
