//! Hosts, gateways and destinations that Istio accepts, and that are surely not meant.

mod credential_slash;
mod dest_duplicate;
mod dest_partial_host;
mod dest_short_elsewhere;
mod dest_weight;
mod dest_wildcard;
mod gateway_star;
mod host_case_duplicate;
mod host_case_or_dot;
mod hosts;
mod http_no_redirect;
mod ingress_not_bound;
mod mirror_rounds_to_zero;
mod mirror_self;
mod mirrorpercentage_orphan;
mod protocol_odd;
mod selector_bad_label;
mod selector_empty;
mod short_public_host;
mod target;
mod tls_mutual_no_ca;
mod tls_version;
mod wildcard_no_label;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &ingress_not_bound::RULE,
    &short_public_host::RULE,
    &wildcard_no_label::RULE,
    &host_case_or_dot::RULE,
    &host_case_duplicate::RULE,
    &gateway_star::RULE,
    &selector_empty::RULE,
    &selector_bad_label::RULE,
    &http_no_redirect::RULE,
    &tls_mutual_no_ca::RULE,
    &credential_slash::RULE,
    &tls_version::RULE,
    &protocol_odd::RULE,
    &dest_partial_host::RULE,
    &dest_wildcard::RULE,
    &dest_weight::RULE,
    &dest_duplicate::RULE,
    &mirror_self::RULE,
    &mirrorpercentage_orphan::RULE,
    &mirror_rounds_to_zero::RULE,
    &dest_short_elsewhere::RULE,
];
