//! What Istio demands of a traffic policy, its ports and its tunnel.

pub(in crate::rules) mod durations;
mod empty;
mod port_empty;
mod port_null;
mod port_range;
mod port_required;
mod tunnel_and_proxy;
mod tunnel_host;
mod tunnel_port;
mod tunnel_protocol;

#[cfg(test)]
mod tests;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &empty::RULE,
    &tunnel_and_proxy::RULE,
    &tunnel_protocol::RULE,
    &tunnel_host::RULE,
    &tunnel_port::RULE,
    &port_required::RULE,
    &port_empty::RULE,
    &port_range::RULE,
    &port_null::RULE,
];
