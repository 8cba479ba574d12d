//! What Istio demands of a destination and of weights.

mod host;
mod host_star;
mod mirror_dest_required;
mod port;
mod route_destination;
mod route_null;
mod subset;
mod weight_negative;
mod weight_total_zero;
mod weights;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &weight_negative::RULE,
    &weight_total_zero::RULE,
    &host_star::RULE,
    &host::RULE,
    &subset::RULE,
    &port::RULE,
    &route_null::RULE,
    &route_destination::RULE,
    &mirror_dest_required::RULE,
];
