//! What Istio demands of an HTTP route: one action, and settings that go with it.

mod action_required;
mod both;
mod delegate_name;
mod delegate_nested;
mod direct_and_fault;
mod direct_and_rewrite;
mod direct_and_route;
mod mirror_and_mirrors;
mod mirrorpercent_deprecated;
mod mirrorpercent_range;
mod mirrorpercentage_range;
mod mirrors_percentage;
mod percentage;
mod redirect_and_direct;
mod redirect_and_fault;
mod redirect_and_rewrite;
mod redirect_and_route;
mod root_direct;
mod root_redirect;
mod root_route;
mod timeout;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &root_redirect::RULE,
    &root_route::RULE,
    &root_direct::RULE,
    &delegate_nested::RULE,
    &delegate_name::RULE,
    &redirect_and_route::RULE,
    &redirect_and_fault::RULE,
    &redirect_and_rewrite::RULE,
    &redirect_and_direct::RULE,
    &direct_and_route::RULE,
    &direct_and_fault::RULE,
    &direct_and_rewrite::RULE,
    &action_required::RULE,
    &mirror_and_mirrors::RULE,
    &mirrorpercent_range::RULE,
    &mirrorpercent_deprecated::RULE,
    &mirrorpercentage_range::RULE,
    &mirrors_percentage::RULE,
    &timeout::RULE,
];
