//! Rewrites, redirects and direct answers that Istio accepts but nobody means.

mod answer;
mod authority;
mod direct_bodyless;
mod direct_no_content_type;
mod paths;
mod redirect_authority;
mod redirect_code_unsupported;
mod redirect_ignored_fields;
mod redirect_loop;
mod redirect_path_lost;
mod redirect_prefix_root;
mod rewrite_authority;
mod rewrite_backref;
mod rewrite_exact_regex;
mod rewrite_no_prefix;
mod rewrite_not_rooted;
mod rewrite_regex_unanchored;
mod rewrite_slash_mismatch;
mod status_600;

#[cfg(test)]
mod tests;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &rewrite_no_prefix::RULE,
    &rewrite_slash_mismatch::RULE,
    &rewrite_exact_regex::RULE,
    &rewrite_not_rooted::RULE,
    &rewrite_regex_unanchored::RULE,
    &rewrite_backref::RULE,
    &rewrite_authority::RULE,
    &redirect_code_unsupported::RULE,
    &redirect_path_lost::RULE,
    &redirect_loop::RULE,
    &redirect_authority::RULE,
    &redirect_prefix_root::RULE,
    &redirect_ignored_fields::RULE,
    &direct_no_content_type::RULE,
    &direct_bodyless::RULE,
    &status_600::RULE,
];
