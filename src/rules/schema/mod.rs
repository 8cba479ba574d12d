//! What the custom resource definitions of Istio demand: names and types of fields.

mod unknown_field;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[&unknown_field::RULE];
