//! What Istio demands of TLS and TCP routes.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
