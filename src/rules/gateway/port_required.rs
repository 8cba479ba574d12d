use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server of a Gateway without a port.
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
    ///     - hosts: [pad.example.org]
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
    Error 3110 "gw-port-required" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    if !server.node.has("port") {
        cx.report(server.node, "a server of the Gateway has no port")
            .label("on which port?")
            .note(refused::GATEWAY)
            .help("add `port: {number: 443, name: https, protocol: HTTPS}`");
    }
}
