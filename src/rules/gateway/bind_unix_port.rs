use crate::istio::syntax::address::UNIX_PREFIX;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server that listens on a Unix socket and names a port.
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
    ///     - port: {number: 80, name: http, protocol: HTTP}
    ///       bind: unix:///run/gateway.sock
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
    ///     - port: {number: 0, name: http, protocol: HTTP}
    ///       bind: unix:///run/gateway.sock
    ///       hosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServer
    Error 3117 "gw-bind-unix-port" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let unix = server
        .node
        .text("bind")
        .is_some_and(|bind| bind.starts_with(UNIX_PREFIX));
    let Some(port) = server.node.field("port") else {
        return;
    };
    if unix && port.number("number").is_some_and(|number| number != 0.0) {
        cx.report_key(port, "number", "a server on a Unix socket has no port")
            .label("must be 0")
            .note(refused::GATEWAY)
            .help("write `number: 0`, or listen on an address instead of a socket");
    }
}
