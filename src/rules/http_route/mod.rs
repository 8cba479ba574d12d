//! What Istio demands of an HTTP route: one action, and settings that go with it.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
