//! What Istio demands of changes to headers.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
