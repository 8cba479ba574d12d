//! What Istio demands of the conditions on a request.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
