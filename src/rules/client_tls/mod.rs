//! What Istio demands of TLS towards a service.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
