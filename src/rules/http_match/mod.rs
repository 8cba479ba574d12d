//! What Istio demands of the conditions on a request.

mod authority;
mod condition;
mod gateway;
mod header_comma;
mod header_name;
mod header_value;
pub(in crate::rules) mod labels;
mod method;
mod port;
mod query;
pub(in crate::rules) mod regex;
mod scheme;
mod source_labels;
mod source_ns;
mod source_ns_case;
mod uri;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &uri::RULE,
    &scheme::RULE,
    &method::RULE,
    &authority::RULE,
    &header_name::RULE,
    &header_comma::RULE,
    &header_value::RULE,
    &query::RULE,
    &port::RULE,
    &source_labels::RULE,
    &source_ns::RULE,
    &source_ns_case::RULE,
    &gateway::RULE,
];
