//! What Istio demands of the host and the subsets of a DestinationRule.

mod host;
mod host_case;
mod subset_dup;
mod subset_label_long;
mod subset_labels;
mod subset_name;
mod subset_null;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &host::RULE,
    &subset_dup::RULE,
    &subset_name::RULE,
    &subset_labels::RULE,
    &subset_label_long::RULE,
    &host_case::RULE,
    &subset_null::RULE,
];
