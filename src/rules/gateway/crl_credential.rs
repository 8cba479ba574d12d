use super::tls::{is_passed_through, is_set};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A list of revoked certificates in a file beside a secret.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: PASSTHROUGH, caCrl: /etc/tls/crl.pem, credentialName: pad-tls}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateTLSOptions
    Error 3133 "gw-crl-credential" Server(check) since 22
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server
        .node
        .field("tls")
        .filter(|tls| is_passed_through(tls))
    else {
        return;
    };
    if is_set(tls, "caCrl") && is_set(tls, "credentialName") {
        cx.report_key(tls, "caCrl", "`caCrl` has no place beside `credentialName`")
            .label("the secret would hold it")
            .note(refused::GATEWAY)
            .help("put the list into the secret, under the key `ca.crl`");
    }
}
