use crate::istio::syntax::host::host_covered_by;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// An exact host in a match, where the gateway listens on a port that clients write behind it.
    ///
    /// ## Why it matters
    /// On every port but 80 and 443 clients send the port with the host: `pad.example.org:8443`. The
    /// condition is compared with the whole text, so it does not hold there, and another route or a 404
    /// answers.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 8443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ---
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo/pad]
    ///   http:
    ///     - match: [{authority: {exact: pad.example.org}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9001}}}]
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
    ///     - port: {number: 8443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ---
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo/pad]
    ///   http:
    ///     - match: [{authority: {regex: 'pad\.example\.org(:[0-9]+)?'}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `translateHeaderMatch`; the port is left
    /// out only where the site is chosen (`pilot/pkg/networking/core/gateway.go`).
    Warning 4114 "lint-authority-port" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let gateways = chart.of_kind("Gateway");
    let servers: Vec<(f64, &Node)> = gateways
        .flat_map(|gateway| gateway.spec.items("servers"))
        .filter_map(|server| Some((server.field("port")?.number("number")?, server)))
        .filter(|(port, _)| *port != 80.0 && *port != 443.0)
        .collect();
    if servers.is_empty() {
        return;
    }
    for route in chart.virtual_services().flat_map(VirtualService::routes) {
        for item in route.matches() {
            let Some(at) = item.node.at(&["authority", "exact"]) else {
                continue;
            };
            let Some(host) = at.as_str().filter(|host| !host.contains(':')) else {
                continue;
            };
            let wanted = item.node.number("port").filter(|port| *port != 0.0);
            let serves = |(port, server): &&(f64, &Node)| {
                wanted.is_none_or(|wanted| wanted == *port)
                    && server.items("hosts").iter().any(|served| {
                        let name = served.as_str().unwrap_or_default();
                        host_covered_by(host, name.rsplit('/').next().unwrap_or_default())
                    })
            };
            let Some((port, _)) = servers.iter().find(serves) else {
                continue;
            };
            cx.report(
                at,
                format!("`{host}` does not match the requests on port {port}"),
            )
            .label("without the port")
            .note(format!(
                "clients send `{host}:{port}` there, and the whole text is compared"
            ))
            .help(format!(
                "write `regex: '{}(:[0-9]+)?'`",
                host.replace('.', "\\.")
            ));
        }
    }
}
