use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A port of a Gateway with a `targetPort`.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails. Which port of the gateway's pods is meant
    /// is said by the Service in front of them.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS, targetPort: 8443}
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
    Error 3113 "gw-port-target" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(port) = server.node.field("port") else {
        return;
    };
    if port.number("targetPort").is_some_and(|target| target > 0.0) {
        cx.report_key(
            port,
            "targetPort",
            "a Gateway's port can no longer have a `targetPort`",
        )
        .label("refused")
        .note(refused::GATEWAY)
        .help("remove `targetPort`: the Service in front of the gateway's pods maps the port");
    }
}
