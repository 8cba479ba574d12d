use super::bound;
use crate::rules::prelude::*;

rule! {
    /// A condition on a port at which the Gateway does not listen.
    ///
    /// ## Why it matters
    /// `match.port` is the port of the gateway that a client connected to, not the port of the
    /// service. The condition never holds, so requests fall through to a later route or get a 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, port: 8080}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, port: 443}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/virtualservice.go`, `pilot/pkg/networking/core/route/route.go`,
    /// `port` is compared with the listener.
    Warning 4405 "xref-match-port" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    let Some(node) = matches.node.field("port") else {
        return;
    };
    let Some(port) = node.as_number().filter(|port| *port != 0.0) else {
        return;
    };
    let Some(gateways) = bound::gateways(cx.objects, &matches.route.service) else {
        return;
    };
    let servers = gateways
        .iter()
        .flat_map(|gateway| gateway.spec.items("servers"));
    let mut ports: Vec<f64> = servers
        .filter_map(|server| server.at(&["port", "number"])?.as_number())
        .collect();
    if ports.is_empty() || ports.contains(&port) {
        return;
    }
    ports.sort_by(f64::total_cmp);
    ports.dedup();
    let listed = ports
        .iter()
        .map(f64::to_string)
        .collect::<Vec<_>>()
        .join(" and ");
    cx.report(node, format!("the gateway does not listen at port {port}"))
        .label("never holds")
        .note(format!(
            "this is the port that clients connect to, {listed}, not that of the service: no \
             request gets here"
        ))
        .help("remove `port`, or write a port of the gateway");
}
