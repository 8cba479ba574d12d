//! What Istio demands of a VirtualService as a whole.

mod delegate_gateways;
mod delegate_tcp;
mod delegate_tls;
mod gateway_case;
mod gateway_empty_part;
mod gateway_fqdn;
mod gateway_legacy;
mod gateway_name;
pub(in crate::rules) mod gateway_names;
mod gateway_ns;
mod gateway_unchecked;
mod host_invalid;
mod host_overlap;
mod host_star_mesh;
mod hosts;
mod http_null;
mod jwt_mesh;
mod no_routes;

pub(in crate::rules) use hosts::is_delegate;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &delegate_gateways::RULE,
    &delegate_tls::RULE,
    &delegate_tcp::RULE,
    &gateway_empty_part::RULE,
    &gateway_ns::RULE,
    &gateway_name::RULE,
    &gateway_fqdn::RULE,
    &gateway_legacy::RULE,
    &gateway_case::RULE,
    &gateway_unchecked::RULE,
    &host_invalid::RULE,
    &host_star_mesh::RULE,
    &host_overlap::RULE,
    &no_routes::RULE,
    &jwt_mesh::RULE,
    &http_null::RULE,
];
