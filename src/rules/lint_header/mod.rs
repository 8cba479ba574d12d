//! CORS policies and changes of headers that Istio accepts but nobody means.

mod cors_deprecated_origin;
mod cors_maxage;
mod cors_no_origin;
mod cors_origin_prefix;
mod cors_origin_shape;
mod cors_preflight_unmatched;
mod cors_regex_dot;
mod cors_star_credentials;
mod cors_star_lists;
mod header_conflict;
mod header_hop;
mod header_name_chars;
mod header_secret;
mod header_unknown_var;
mod origins;
mod variables;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &cors_star_credentials::RULE,
    &cors_star_lists::RULE,
    &cors_no_origin::RULE,
    &cors_origin_shape::RULE,
    &cors_origin_prefix::RULE,
    &cors_regex_dot::RULE,
    &cors_preflight_unmatched::RULE,
    &cors_deprecated_origin::RULE,
    &cors_maxage::RULE,
    &header_conflict::RULE,
    &header_name_chars::RULE,
    &header_hop::RULE,
    &header_secret::RULE,
    &header_unknown_var::RULE,
];
