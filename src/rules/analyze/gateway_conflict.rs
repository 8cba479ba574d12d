use super::gateways;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// Two Gateways of a chart for the same host and port on the same pods (IST0145).
    ///
    /// ## Why it matters
    /// The gateway takes one of the two and drops the other, and which one depends on their age and their names.
    /// Routes that are bound to the other one get no request.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad}
    /// ---
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: pad-new, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-new}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad}
    /// ---
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: pad-new, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [new.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-new}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/analysis/analyzers/gateway/conflictinggateway.go`.
    Error 3657 "gateway-conflict" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    for (earlier, later) in gateways::pairs(chart) {
        let same_pods = gateways::is_wider(earlier, later) && gateways::is_wider(later, earlier);
        let same_object = earlier.name == later.name && earlier.namespace == later.namespace;
        if !same_pods || same_object {
            continue;
        }
        for (one, other) in gateways::servers(earlier, later) {
            let port = one.at(&["port", "number"]).and_then(Node::as_number);
            let same = port == other.at(&["port", "number"]).and_then(Node::as_number)
                && one.filled("bind") == other.filled("bind");
            let Some(port) = port.filter(|_| same) else {
                continue;
            };
            for host in other.items("hosts") {
                let Some(text) = host.as_str() else { continue };
                let mut hosts = one.items("hosts").iter();
                let Some(first) = hosts.find(|first| first.as_str() == Some(text)) else {
                    continue;
                };
                let place = cx.span(first);
                cx.report(
                    host,
                    format!(
                        "the Gateways `{}` and `{}` both serve `{text}` at port {port}",
                        earlier.name, later.name
                    ),
                )
                .label("a second time")
                .also(place, "the first time")
                .note("only one of the two takes effect; `istioctl analyze` calls this IST0145")
                .help("serve the host by one Gateway, and bind the routes to that one");
            }
        }
    }
}
