use crate::rules::prelude::*;

rule! {
    /// A server of a Gateway with a protocol that gateways do not document.
    ///
    /// ## Why it matters
    /// Istio accepts the word; the gateway then forwards bytes as plain TCP, or opens no port at all,
    /// and HTTP routes have no effect.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 80, name: http, protocol: http_proxy}
    ///       hosts: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 80, name: http, protocol: HTTP}
    ///       hosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/protocol/instance.go`, `Parse`; `networking/v1alpha3/gateway.proto` for
    /// the documented ones.
    Warning 4163 "lint-protocol-odd" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(at) = server.node.at(&["port", "protocol"]) else {
        return;
    };
    let text = at.as_str().unwrap_or_default();
    let odd = ["udp", "http_proxy", "redis", "mysql"];
    if odd.iter().any(|odd| text.eq_ignore_ascii_case(odd)) {
        cx.report(at, format!("`{text}` is no protocol for a gateway"))
            .label("accepted, but not served as such")
            .note("HTTP routes have no effect on this port")
            .help("write `HTTP`, `HTTPS`, `HTTP2`, `GRPC`, `TLS`, `MONGO` or `TCP`");
    }
}
