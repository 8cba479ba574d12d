//! What Istio demands of connection pools and outlier detection.

mod empty;
mod http_idle;
mod http_negative;
mod keepalive;
mod negative;
mod outlier_base;
mod outlier_codes;
mod outlier_deprecated;
mod outlier_interval;
mod outlier_local;
mod outlier_maxpercent;
mod outlier_minhealth;
mod percent;
mod tcp_duration;
mod tcp_idle;
mod tcp_idle_cut;
mod tcp_keepalive;
mod tcp_negative;
mod upgrade;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &empty::RULE,
    &http_negative::RULE,
    &http_idle::RULE,
    &upgrade::RULE,
    &keepalive::RULE,
    &tcp_negative::RULE,
    &tcp_duration::RULE,
    &tcp_idle::RULE,
    &tcp_keepalive::RULE,
    &tcp_idle_cut::RULE,
    &outlier_base::RULE,
    &outlier_interval::RULE,
    &outlier_deprecated::RULE,
    &outlier_local::RULE,
    &outlier_maxpercent::RULE,
    &outlier_minhealth::RULE,
    &outlier_codes::RULE,
];
