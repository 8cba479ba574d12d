//! Values that Helm takes and that do not do what they say.

use super::Rule;

mod existing_gateway_misspelt;
mod ignored_by_helper_version;
mod route_hosts_ignored;
mod support;
mod unknown_ingress_key;

pub(super) static RULES: &[&Rule] = &[
    &unknown_ingress_key::RULE,
    &ignored_by_helper_version::RULE,
    &existing_gateway_misspelt::RULE,
    &route_hosts_ignored::RULE,
];
