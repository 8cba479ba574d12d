//! Conditions that never hold, always hold, or hold for more than was meant.

mod authority_port;
mod catch_all_early;
mod empty_sm;
mod header_name_special;
mod match_redundant;
mod method_case;
mod prefix_no_boundary;
mod prefix_trailing_slash;
mod regex_case_flag;
mod regex_redundant_anchor;
mod regex_unanchored_intent;
mod regex_unescaped_dot;
mod shadowed;
mod uri_exact_empty;
mod uri_glob;
mod uri_not_rooted;
mod uri_query;
mod without_empty;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &shadowed::RULE,
    &catch_all_early::RULE,
    &match_redundant::RULE,
    &prefix_no_boundary::RULE,
    &prefix_trailing_slash::RULE,
    &uri_not_rooted::RULE,
    &uri_exact_empty::RULE,
    &uri_query::RULE,
    &regex_unanchored_intent::RULE,
    &regex_redundant_anchor::RULE,
    &regex_unescaped_dot::RULE,
    &regex_case_flag::RULE,
    &header_name_special::RULE,
    &method_case::RULE,
    &authority_port::RULE,
    &empty_sm::RULE,
    &without_empty::RULE,
    &uri_glob::RULE,
];
