//! Values that Helm takes and that do not do what they say.

use super::Rule;

mod boolean_key;
mod cors;
mod cors_on_last_route_only;
mod cors_policy_replaced;
mod credential_unused;
mod default_host_repeated;
mod destination_without_port;
mod destination_without_rule;
mod environments;
mod existing_gateway_misspelt;
mod flags;
mod gateway_host_repeated;
mod gateway_settings_ignored;
mod ignored_by_helper_version;
mod layers;
mod map_as_list;
mod misplaced_ingress_key;
mod missing_public_port;
mod name_cut;
mod name_read_as_another_type;
mod names;
mod null_removes_default;
mod octal_number;
mod override_always_replaced;
mod override_changes_nothing;
mod placeholder_value;
mod port_as_text;
mod production_host_in_staging;
mod route_hosts_ignored;
mod services;
mod settings_without_ingress;
mod staging_host_in_production;
mod support;
mod templates;
mod tls_terminator_off;
mod truthy_text;
mod unexpected_type;
mod unknown_ingress_key;

#[cfg(test)]
mod tests;

/// How many fixes a rule makes in one run: each reads its file anew, and the next run makes more.
const FIXES: usize = 100;

pub(super) static RULES: &[&Rule] = &[
    &unknown_ingress_key::RULE,
    &ignored_by_helper_version::RULE,
    &existing_gateway_misspelt::RULE,
    &route_hosts_ignored::RULE,
    &truthy_text::RULE,
    &unexpected_type::RULE,
    &map_as_list::RULE,
    &name_read_as_another_type::RULE,
    &octal_number::RULE,
    &boolean_key::RULE,
    &null_removes_default::RULE,
    &override_changes_nothing::RULE,
    &override_always_replaced::RULE,
    &placeholder_value::RULE,
    &settings_without_ingress::RULE,
    &cors_on_last_route_only::RULE,
    &cors_policy_replaced::RULE,
    &tls_terminator_off::RULE,
    &missing_public_port::RULE,
    &destination_without_rule::RULE,
    &destination_without_port::RULE,
    &production_host_in_staging::RULE,
    &staging_host_in_production::RULE,
    &default_host_repeated::RULE,
    &gateway_host_repeated::RULE,
    &name_cut::RULE,
    &credential_unused::RULE,
    &gateway_settings_ignored::RULE,
    &port_as_text::RULE,
    &misplaced_ingress_key::RULE,
];
