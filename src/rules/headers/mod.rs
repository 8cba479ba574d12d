//! What Istio demands of changes to headers.

mod authority_twice;
mod req_name;
mod req_remove;
mod resp_name;
mod value;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &req_name::RULE,
    &req_remove::RULE,
    &resp_name::RULE,
    &value::RULE,
    &authority_twice::RULE,
];
