//! What is wrong with well-formed values: one file a rule, with its documentation, its check and
//! its examples.
//!
//! Codes from 3000 say that Istio refuses or warns, codes from 4000 that what is accepted is surely
//! not meant. [`rules()`] lists them all; [`crate::check`] runs them.

pub(crate) mod check;
mod context;
mod docs;
pub(crate) mod engine;
mod object;
mod prelude;
mod read;
mod rule;
mod run;
mod stanza;
mod structure;
mod view;

mod action;
mod analyze;
mod client_tls;
mod common;
mod connection;
mod cors;
mod cross;
mod destination;
mod destination_rule;
mod fault;
mod gateway;
mod headers;
mod http_match;
mod http_route;
mod lint_action;
mod lint_header;
mod lint_host;
mod lint_match;
mod lint_policy;
mod lint_session;
mod lint_time;
mod load_balancer;
mod pool;
mod reach;
mod retry;
mod schema;
mod traffic_policy;
mod values;
mod virtual_service;

#[cfg(all(test, feature = "render"))]
mod reference;
#[cfg(all(test, feature = "render"))]
mod testing;

pub use docs::{Docs, Example, Section};
pub use rule::{Rule, Status};
pub(crate) use run::{Setting, default_rules, run, run_objects};

/// Every group of rules, in the order of their codes.
static GROUPS: &[&[&Rule]] = &[
    schema::RULES,
    common::RULES,
    gateway::RULES,
    virtual_service::RULES,
    http_route::RULES,
    http_match::RULES,
    destination::RULES,
    headers::RULES,
    action::RULES,
    retry::RULES,
    fault::RULES,
    cors::RULES,
    connection::RULES,
    reach::RULES,
    destination_rule::RULES,
    traffic_policy::RULES,
    load_balancer::RULES,
    pool::RULES,
    client_tls::RULES,
    analyze::RULES,
    values::RULES,
    lint_match::RULES,
    lint_host::RULES,
    lint_action::RULES,
    lint_time::RULES,
    lint_header::RULES,
    lint_policy::RULES,
    cross::RULES,
    lint_session::RULES,
];

/// Every rule, in the order of the codes.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|group| group.iter().copied())
}

/// The rule with this code (`RT3001`) or name.
#[must_use]
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.code.is_called(code_or_name))
}
