//! What Istio demands of TLS towards a service.

mod client_cert;
mod configmap;
mod credential_excl;
mod own_file;
mod private_key;
mod skip;
mod skip_mutual;
mod skip_simple;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &configmap::RULE,
    &skip_simple::RULE,
    &skip_mutual::RULE,
    &credential_excl::RULE,
    &client_cert::RULE,
    &private_key::RULE,
];
