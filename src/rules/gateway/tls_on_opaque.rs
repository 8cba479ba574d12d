use super::tls::protocol_class;
use crate::istio::syntax::protocol::ProtocolClass;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server for a protocol without TLS, with TLS settings.
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
    ///     - port: {number: 27017, name: mongo, protocol: MONGO}
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
    ///     - port: {number: 27017, name: tls-mongo, protocol: TLS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServer
    Error 3121 "gw-tls-on-opaque" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    if protocol_class(server) == Some(ProtocolClass::Opaque) {
        cx.report(tls, "a server for this protocol cannot have TLS settings")
            .label("needs `protocol: TLS`")
            .note(refused::GATEWAY)
            .help("write `protocol: TLS` for other traffic inside TLS, or remove `tls`");
    }
}
