//! Facts that several objects of a release decide together.

mod bound;
mod dr_merge;
mod gw_host_intersection;
mod gw_protocol_conflict;
mod gw_tls_host_dup;
mod match_gateway;
mod match_port;
mod passthrough_http;
mod port_hash;
pub(in crate::rules) mod service;
mod short_host;
mod source_match_gateway;

#[cfg(test)]
mod tests;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &gw_tls_host_dup::RULE,
    &gw_protocol_conflict::RULE,
    &gw_host_intersection::RULE,
    &match_gateway::RULE,
    &source_match_gateway::RULE,
    &match_port::RULE,
    &short_host::RULE,
    &dr_merge::RULE,
    &port_hash::RULE,
    &passthrough_http::RULE,
];
