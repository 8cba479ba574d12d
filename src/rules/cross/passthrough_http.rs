use super::bound;
use crate::istio::syntax::protocol::{Protocol, ProtocolClass};
use crate::rules::prelude::*;
use crate::source::Span;
use crate::yaml::Node;

rule! {
    /// HTTP routes at a Gateway that passes TLS through.
    ///
    /// ## Why it matters
    /// What is passed through stays encrypted, so the gateway sees neither paths nor headers: HTTP
    /// routes are not used at all, and without a TLS route the connections are closed.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   tls: {mode: PASSTHROUGH}
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   tls: {mode: SIMPLE}
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/gateway.go`, passthrough servers.
    Warning 4409 "xref-passthrough-http" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    if service.routes().next().is_none() {
        return;
    }
    let Some(gateways) = bound::gateways(cx.objects, service) else {
        return;
    };
    let servers = gateways
        .iter()
        .flat_map(|gateway| gateway.spec.items("servers"));
    let servers: Vec<&Node> = servers.collect();
    if servers.iter().any(|server| takes_requests(server)) {
        return;
    }
    // Where the mode is left out, that is what is told.
    let passing = servers
        .iter()
        .filter_map(|server| server.at(&["tls", "mode"]))
        .find(|mode| matches!(mode.as_str(), Some("PASSTHROUGH" | "AUTO_PASSTHROUGH")));
    let Some(passing) = passing else { return };
    let route = service.routes().next();
    let route = route.map_or(Span::NOWHERE, |route| cx.span(route.node));
    cx.report(
        passing,
        "HTTP routes are not used where TLS is passed through",
    )
    .label("stays encrypted")
    .also(route, "never used")
    .note("the gateway sees neither paths nor headers, and closes the connections")
    .help("write `mode: SIMPLE`, so that the gateway decrypts the requests");
}

/// Whether HTTP routes apply to the requests of a server.
fn takes_requests(server: &Node) -> bool {
    let protocol = server.at(&["port", "protocol"]).and_then(Node::as_str);
    let Some(protocol) = protocol.and_then(Protocol::parse) else {
        return true;
    };
    let tls = server.field("tls");
    if protocol.class() == ProtocolClass::Http {
        // One that only redirects needs no routes.
        return tls.and_then(|tls| tls.flag("httpsRedirect")) != Some(true);
    }
    protocol == Protocol::Https && !tls.is_some_and(passes_through)
}

fn passes_through(tls: &Node) -> bool {
    // Without a mode it is the first one.
    matches!(
        tls.text("mode"),
        None | Some("" | "PASSTHROUGH" | "AUTO_PASSTHROUGH")
    )
}
