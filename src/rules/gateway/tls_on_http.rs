use super::tls::{is_passed_through, protocol_class};
use crate::istio::syntax::protocol::ProtocolClass;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server for plain HTTP with TLS settings other than the redirect.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails. A plain HTTP server terminates no TLS; all
    /// it can do is send clients to HTTPS.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 80, name: http, protocol: HTTP}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
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
    ///     - port: {number: 80, name: http, protocol: HTTP}
    ///       hosts: [pad.example.org]
    ///       tls: {httpsRedirect: true}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServer
    Error 3120 "gw-tls-on-http" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let files = ["caCertificates", "privateKey", "serverCertificate"];
    let terminates = !is_passed_through(tls) || files.iter().any(|key| tls.filled(key).is_some());
    if protocol_class(server) == Some(ProtocolClass::Http) && terminates {
        cx.report(tls, "a server for plain HTTP cannot terminate TLS")
            .label("on a plain HTTP port")
            .note(refused::GATEWAY)
            .help("write `tls: {httpsRedirect: true}` to send clients to HTTPS, or `protocol: HTTPS` to terminate TLS");
    }
}
