//! Sticky sessions that do not stick.

use super::Rule;

mod hash_cookie_no_ttl;
mod idle_timeout_below_ping;
mod sticky;
mod sticky_session_several_replicas;

pub(super) static RULES: &[&Rule] = &[
    &hash_cookie_no_ttl::RULE,
    &sticky_session_several_replicas::RULE,
    &idle_timeout_below_ping::RULE,
];
