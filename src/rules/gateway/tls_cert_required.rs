use super::own_file;
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
    own_file::check(cx, server, "serverCertificate", "needs a certificate");
}
