//! What `istioctl analyze` says about objects that Istio accepts.

mod fault_delay_percent;
mod gateway_certificate_twice;
mod gateway_conflict;
mod gateways;
mod host_not_in_gateway;
mod mesh_host_conflict;
mod service_port_unverified;
mod service_unverified;
mod subset_undefined;
mod verification;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &fault_delay_percent::RULE,
    &subset_undefined::RULE,
    &mesh_host_conflict::RULE,
    &service_unverified::RULE,
    &service_port_unverified::RULE,
    &host_not_in_gateway::RULE,
    &gateway_certificate_twice::RULE,
    &gateway_conflict::RULE,
];
