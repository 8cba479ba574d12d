//! What Istio demands of connection pools and outlier detection.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
