use super::service;
use crate::rules::prelude::*;

rule! {
    /// A hash for one port of a service to which routes lead without a port.
    ///
    /// ## Why it matters
    /// The gateway hashes requests by the settings of a port only where the route names that port.
    /// Without it every request goes to any pod: sessions break.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop}}]
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         portLevelSettings:
    ///           - port: {number: 8080}
    ///             loadBalancer: {consistentHash: {httpHeaderName: x-user}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop, port: {number: 8080}}}]
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         portLevelSettings:
    ///           - port: {number: 8080}
    ///             loadBalancer: {consistentHash: {httpHeaderName: x-user}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `portLevelSettingsConsistentHash`.
    Warning 4408 "xref-port-hash" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let destinations = service::destinations(chart);
    for rule in chart.of_kind("DestinationRule") {
        let Some(host) = rule.spec.filled("host") else {
            continue;
        };
        let host = service::resolved(host, rule.namespace);
        let leads_here = |to: &&Destination<'_>| {
            let name = to.node.filled("host");
            to.role == Role::Route
                && name.is_some_and(|name| {
                    service::resolved(name, to.service.object.namespace) == host
                })
        };
        let mut leading = destinations.iter().filter(leads_here);
        let Some(without) = leading.find(|to| !to.node.has("port")) else {
            continue;
        };
        let Some(policy) = rule.spec.field("trafficPolicy") else {
            continue;
        };
        // The hash of the whole service is used for such a route.
        if policy.at(&["loadBalancer", "consistentHash"]).is_some() {
            continue;
        }
        for entry in policy.items("portLevelSettings") {
            if let Some(hash) = entry.at(&["loadBalancer", "consistentHash"]) {
                let route = cx.span(without.node);
                cx.report(hash, "a route without a port does not use the hash of a port")
                    .label("holds for one port")
                    .also(route, "leads to the service without naming the port")
                    .note("its requests go to any pod, also those of one session")
                    .help(
                        "add the `port` to the destination, or move `loadBalancer` out of `portLevelSettings`",
                    );
            }
        }
    }
}
