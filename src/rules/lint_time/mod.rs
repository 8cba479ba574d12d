//! Time limits, retries and faults that Istio accepts but nobody means.

mod fault_delay_notype;
mod fault_disables_retries;
mod fault_in_prod;
mod fault_no_percentage;
mod faults;
mod pertry_over_timeout;
mod retry_budget_over_timeout;
mod retry_many;
mod retry_non_idempotent;
mod retry_noop_policy;
mod retry_silently_off;
mod retry_with_hash;
mod settings;
mod timeout_small_unit;
mod timeout_streaming;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &pertry_over_timeout::RULE,
    &retry_budget_over_timeout::RULE,
    &retry_silently_off::RULE,
    &retry_non_idempotent::RULE,
    &retry_noop_policy::RULE,
    &retry_many::RULE,
    &retry_with_hash::RULE,
    &timeout_small_unit::RULE,
    &timeout_streaming::RULE,
    &fault_in_prod::RULE,
    &fault_no_percentage::RULE,
    &fault_delay_notype::RULE,
    &fault_disables_retries::RULE,
];
