//! What Istio demands of the way requests are spread.

mod cookie_attr_dup;
mod cookie_attr_name;
mod cookie_name;
mod failover;
mod failover_same;
mod failover_slash;
mod failover_star;
mod locality;
mod locality_and_zone;
mod locality_both;
mod locality_format;
mod locality_no_outlier;
mod locality_overlap;
mod locality_priority;
mod locality_sum;
mod locality_weight;
mod maglev;
mod maglev_max;
mod maglev_prime;
mod maglev_zero;
mod ring_and_algo;
mod ring_deprecated;
mod warmup_aggression;
mod warmup_duration;
mod warmup_minpercent;
mod zone_failover_same;
mod zone_failover_slash;
mod zone_failover_star;
mod zone_no_outlier;
mod zone_priority;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &cookie_name::RULE,
    &cookie_attr_name::RULE,
    &cookie_attr_dup::RULE,
    &ring_deprecated::RULE,
    &ring_and_algo::RULE,
    &maglev_zero::RULE,
    &maglev_max::RULE,
    &maglev_prime::RULE,
    &locality_and_zone::RULE,
    &locality_both::RULE,
    &locality_priority::RULE,
    &locality_weight::RULE,
    &locality_sum::RULE,
    &locality_format::RULE,
    &locality_overlap::RULE,
    &locality_no_outlier::RULE,
    &failover_same::RULE,
    &failover_slash::RULE,
    &failover_star::RULE,
    &zone_priority::RULE,
    &zone_no_outlier::RULE,
    &zone_failover_same::RULE,
    &zone_failover_slash::RULE,
    &zone_failover_star::RULE,
    &warmup_duration::RULE,
    &warmup_minpercent::RULE,
    &warmup_aggression::RULE,
];
