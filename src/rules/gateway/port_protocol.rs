use crate::istio::syntax::protocol::{PROTOCOLS, Protocol};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A port of a Gateway with a protocol that Istio does not know.
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
    ///     - port: {number: 443, name: https, protocol: HTTP3}
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
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServerPort
    Error 3111 "gw-port-protocol" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(port) = server.node.field("port") else {
        return;
    };
    let protocol = port.text("protocol").unwrap_or("");
    if Protocol::parse(protocol).is_none() {
        let names: Vec<&str> = PROTOCOLS.iter().map(|(name, _)| *name).collect();
        cx.report_key(
            port,
            "protocol",
            format!("Istio knows no protocol `{protocol}` for a Gateway"),
        )
        .label("unknown protocol")
        .note(refused::GATEWAY)
        .help(format!("write one of {}", names.join(", ")));
    }
}
