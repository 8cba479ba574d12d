//! What Istio demands of a Gateway.

mod bind_ip;
mod bind_unix;
mod bind_unix_port;
mod cipher_dup;
mod cipher_invalid;
mod crl_credential;
mod crl_simple;
mod host_invalid;
mod host_ns_empty;
mod host_ns_invalid;
mod host_partial_wildcard;
mod host_short;
pub(super) mod hosts;
mod hosts_required;
mod istio_mutual_extra;
mod name_label;
mod own_file;
mod passthrough_certs;
mod port;
mod port_name;
mod port_name_dup;
mod port_number;
mod port_protocol;
mod port_required;
mod port_target;
mod redirect_not_http;
mod server_null;
mod servers_required;
#[cfg(test)]
mod tests;
mod tls;
mod tls_ca_required;
mod tls_cert_required;
mod tls_key_required;
mod tls_missing;
mod tls_old_version;
mod tls_on_http;
mod tls_on_opaque;
mod tls_one_cert_source;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &name_label::RULE,
    &servers_required::RULE,
    &server_null::RULE,
    &hosts_required::RULE,
    &host_ns_empty::RULE,
    &host_ns_invalid::RULE,
    &host_short::RULE,
    &host_invalid::RULE,
    &host_partial_wildcard::RULE,
    &port_required::RULE,
    &port_protocol::RULE,
    &port_number::RULE,
    &port_target::RULE,
    &port_name::RULE,
    &port_name_dup::RULE,
    &bind_unix::RULE,
    &bind_unix_port::RULE,
    &bind_ip::RULE,
    &tls_missing::RULE,
    &tls_on_http::RULE,
    &tls_on_opaque::RULE,
    &redirect_not_http::RULE,
    &tls_old_version::RULE,
    &cipher_invalid::RULE,
    &cipher_dup::RULE,
    &istio_mutual_extra::RULE,
    &passthrough_certs::RULE,
    &tls_one_cert_source::RULE,
    &tls_ca_required::RULE,
    &tls_cert_required::RULE,
    &tls_key_required::RULE,
    &crl_credential::RULE,
    &crl_simple::RULE,
];
