//! Routes that are never reached: what Istio itself says of them, and the comparison of match
//! items that other groups build on.

mod conditions;
pub(in crate::rules) mod coverage;
pub(in crate::rules) mod istio;
mod match_duplicate;
mod match_shadowed;
mod rule_unreachable;
mod subsume;
mod text;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &rule_unreachable::RULE,
    &match_duplicate::RULE,
    &match_shadowed::RULE,
];
