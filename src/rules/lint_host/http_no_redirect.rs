use super::hosts;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A host that is served by HTTPS, and by plain HTTP as well.
    ///
    /// ## Why it matters
    /// Who types the address without `https://` stays on plain HTTP, and everybody on the way can read
    /// along.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 80, name: http, protocol: HTTP}
    ///       hosts: [pad.example.org]
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
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
    ///       tls: {httpsRedirect: true}
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/gateway.go`: `httpsRedirect` answers with a 301.
    Info 4158 "lint-http-no-redirect" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let servers = || {
        chart
            .of_kind("Gateway")
            .flat_map(|gateway| gateway.spec.items("servers"))
    };
    // A route may redirect, too.
    let mut routes = chart.virtual_services().flat_map(VirtualService::routes);
    if routes.any(|route| route.node.has("redirect")) {
        return;
    }
    let secure: Vec<&str> = servers()
        .filter(|server| is_protocol(server, &["HTTPS"]))
        .flat_map(|server| server.items("hosts"))
        .filter_map(hosts::name)
        .collect();
    for server in servers().filter(|server| is_protocol(server, &["HTTP", "HTTP2"])) {
        if server
            .field("tls")
            .and_then(|tls| tls.flag("httpsRedirect"))
            == Some(true)
        {
            continue;
        }
        for host in server.items("hosts") {
            let Some(name) = hosts::name(host).filter(|name| secure.contains(name)) else {
                continue;
            };
            cx.report(host, format!("`{name}` is served by plain HTTP, too"))
                .label("not redirected to HTTPS")
                .note("who types the address without `https://` stays on plain HTTP")
                .help("add `tls: {httpsRedirect: true}` to the server for plain HTTP");
        }
    }
}

fn is_protocol(server: &Node, protocols: &[&str]) -> bool {
    let protocol = server.field("port").and_then(|port| port.text("protocol"));
    protocol.is_some_and(|text| protocols.iter().any(|one| text.eq_ignore_ascii_case(one)))
}
