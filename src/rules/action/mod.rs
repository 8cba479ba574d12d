//! What Istio demands of redirects, direct answers and rewrites.

mod body;
mod direct_body_large;
mod direct_body_max;
mod direct_status;
mod redirect_code;
mod redirect_empty;
mod redirect_port;
mod redirect_prefix_match;
mod redirect_scheme;
mod redirect_uri_prefix;
mod rewrite_both;
mod rewrite_empty;
mod rewrite_regex;
mod rewrite_regex_parts;

#[cfg(test)]
mod tests;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &redirect_uri_prefix::RULE,
    &redirect_prefix_match::RULE,
    &redirect_empty::RULE,
    &redirect_code::RULE,
    &redirect_scheme::RULE,
    &redirect_port::RULE,
    &direct_status::RULE,
    &direct_body_max::RULE,
    &direct_body_large::RULE,
    &rewrite_both::RULE,
    &rewrite_empty::RULE,
    &rewrite_regex_parts::RULE,
    &rewrite_regex::RULE,
];
