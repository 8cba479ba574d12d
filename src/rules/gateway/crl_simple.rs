use super::tls::{has_credential, is_set};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A list of revoked certificates on a server that asks clients for none.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails: with `mode: SIMPLE` no client shows a
    /// certificate.
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
    ///       tls: {mode: SIMPLE, serverCertificate: /etc/tls/tls.crt, privateKey: /etc/tls/tls.key, caCrl: /etc/tls/crl.pem}
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
    ///       tls: {mode: SIMPLE, serverCertificate: /etc/tls/tls.crt, privateKey: /etc/tls/tls.key}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateTLSOptions
    Error 3134 "gw-crl-simple" Server(check) since 22
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    if tls.text("mode") == Some("SIMPLE") && is_set(tls, "caCrl") && !has_credential(tls) {
        cx.report_key(tls, "caCrl", "`caCrl` has no place beside `mode: SIMPLE`")
            .label("no client certificate to look up")
            .note(refused::GATEWAY)
            .help("remove it, or write `mode: MUTUAL` to ask clients for certificates");
    }
}
