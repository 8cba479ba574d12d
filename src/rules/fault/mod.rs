//! What Istio demands of injected faults.

mod abort_grpc;
mod abort_http2;
mod abort_notype;
mod abort_percent;
mod abort_status;
mod delay_exponential;
mod delay_fixed;
mod delay_percent;
mod empty;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &empty::RULE,
    &abort_percent::RULE,
    &abort_status::RULE,
    &abort_grpc::RULE,
    &abort_http2::RULE,
    &abort_notype::RULE,
    &delay_percent::RULE,
    &delay_fixed::RULE,
    &delay_exponential::RULE,
];
