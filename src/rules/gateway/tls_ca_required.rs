use super::tls::has_credential;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server that asks clients for certificates and has nothing to verify them against.
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
    ///       tls: {mode: MUTUAL, serverCertificate: /etc/tls/tls.crt, privateKey: /etc/tls/tls.key}
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
    ///       tls:
    ///         mode: MUTUAL
    ///         serverCertificate: /etc/tls/tls.crt
    ///         privateKey: /etc/tls/tls.key
    ///         caCertificates: /etc/tls/ca.crt
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateTLSOptions
    Error 3129 "gw-tls-ca-required" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let Some(mode @ ("MUTUAL" | "OPTIONAL_MUTUAL")) = tls.text("mode") else {
        return;
    };
    if !has_credential(tls) && tls.filled("caCertificates").is_none() {
        cx.report_key(
            tls,
            "mode",
            format!("`mode: {mode}` needs `caCertificates`"),
        )
        .label("clients cannot be verified")
        .note(refused::GATEWAY)
        .help(
            "add `caCertificates: FILE`, or use `credentialName` with a secret that holds the CA",
        );
    }
}
