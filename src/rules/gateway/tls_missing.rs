use super::port;
use super::tls::protocol_class;
use crate::istio::syntax::protocol::ProtocolClass;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server for HTTPS or TLS without TLS settings.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails: without them the gateway has no certificate
    /// to show.
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
    Error 3119 "gw-tls-missing" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(port) = port::port(server) else {
        return;
    };
    if protocol_class(server) == Some(ProtocolClass::Tls) && !server.node.has("tls") {
        let protocol = port.text("protocol").unwrap_or_default();
        let message = format!("a server with `protocol: {protocol}` has no `tls`");
        cx.report_key(port, "protocol", message)
            .label("needs TLS settings")
            .note(refused::GATEWAY)
            .help("add `tls: {mode: SIMPLE, credentialName: SECRET}` beside `port`");
    }
}
