//! What Istio demands of CORS policies.

mod allow_header;
mod expose_header;
mod header_names;
mod maxage;
mod method;
mod origin;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &origin::RULE,
    &method::RULE,
    &allow_header::RULE,
    &expose_header::RULE,
    &maxage::RULE,
];
