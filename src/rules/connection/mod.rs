//! What Istio demands of TLS and TCP routes.

mod gateway;
mod port;
mod route;
mod route_required;
mod server_name;
mod source_labels;
mod subnet;
mod tls_match_required;
mod tls_sni_invalid;
mod tls_sni_ip;
mod tls_sni_not_covered;
mod tls_sni_required;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &tls_match_required::RULE,
    &tls_sni_required::RULE,
    &tls_sni_invalid::RULE,
    &tls_sni_ip::RULE,
    &tls_sni_not_covered::RULE,
    &subnet::RULE,
    &port::RULE,
    &source_labels::RULE,
    &gateway::RULE,
    &route_required::RULE,
];
