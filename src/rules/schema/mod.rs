//! What the custom resource definitions of Istio demand: names and types of fields.

mod belongs;
mod bytes;
mod duration_min;
mod duration_type;
mod enum_word;
mod field_too_new;
mod list_length;
mod match_labels;
mod null;
mod null_entry;
mod one_of;
mod range;
mod required;
#[cfg(test)]
mod route;
mod sample;
mod snake_case;
mod tls_credentials;
mod top_level_key;
mod type_bool;
mod type_int;
mod type_list;
mod type_map;
mod type_number;
mod type_string;
mod unknown_field;
mod value;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &unknown_field::RULE,
    &snake_case::RULE,
    &type_string::RULE,
    &type_int::RULE,
    &type_bool::RULE,
    &type_number::RULE,
    &type_list::RULE,
    &type_map::RULE,
    &enum_word::RULE,
    &bytes::RULE,
    &duration_type::RULE,
    &duration_min::RULE,
    &null::RULE,
    &one_of::RULE,
    &required::RULE,
    &range::RULE,
    &list_length::RULE,
    &match_labels::RULE,
    &field_too_new::RULE,
    &tls_credentials::RULE,
    &null_entry::RULE,
    &top_level_key::RULE,
];
