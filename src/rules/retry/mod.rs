//! What Istio demands of retries.

mod attempts;
mod backoff;
mod disabled_config;
pub(super) mod durations;
mod limit;
mod on;
mod pertry;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &attempts::RULE,
    &disabled_config::RULE,
    &pertry::RULE,
    &on::RULE,
    &backoff::RULE,
];
