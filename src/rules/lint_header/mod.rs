//! CORS policies and headers that browsers or Envoy take differently.

use super::Rule;

pub(super) static RULES: &[&Rule] = &[];
