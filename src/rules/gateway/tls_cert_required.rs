use super::tls::{certificates, has_credential, terminates};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server that terminates TLS without a certificate.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails: clients could not connect.
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
    ///       tls: {mode: SIMPLE, privateKey: /etc/tls/tls.key}
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
    Error 3130 "gw-tls-cert-required" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls").filter(|tls| terminates(tls)) else {
        return;
    };
    if has_credential(tls) {
        return;
    }
    for one in certificates(tls) {
        if one.filled("serverCertificate").is_none() {
            cx.report_key(
                one,
                "serverCertificate",
                "a server that terminates TLS has no `serverCertificate`",
            )
            .label("needs a certificate")
            .note(refused::GATEWAY)
            .help(
                "add `credentialName: SECRET`, or the paths `serverCertificate` and `privateKey`",
            );
        }
    }
}
