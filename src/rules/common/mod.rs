//! What Istio demands of every object: its name, its annotations, who sees it.

mod dry_run;
mod export;
mod exportto_dup;
mod exportto_invalid;
mod exportto_star_mixed;
mod internal;
mod label;
mod label_key;
mod label_type;
mod label_value;
mod name;
pub(in crate::rules) mod refused;
mod selector_empty_key;
mod selector_exportto;
mod selector_no_labels;
mod selector_wildcard;
pub(in crate::rules) mod whole;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &exportto_invalid::RULE,
    &exportto_dup::RULE,
    &exportto_star_mixed::RULE,
    &selector_exportto::RULE,
    &selector_empty_key::RULE,
    &selector_wildcard::RULE,
    &selector_no_labels::RULE,
    &dry_run::RULE,
    &internal::RULE,
    &name::RULE,
    &label_value::RULE,
    &label_key::RULE,
    &label_type::RULE,
];
