use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// Settings for the same port twice.
    ///
    /// ## Why it matters
    /// The first entry holds, and the second one is never looked at.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         portLevelSettings:
    ///           - port: {number: 8080}
    ///             loadBalancer: {simple: RANDOM}
    ///           - port: {number: 8080}
    ///             loadBalancer: {simple: ROUND_ROBIN}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         portLevelSettings:
    ///           - port: {number: 8080}
    ///             loadBalancer: {simple: RANDOM}
    ///           - port: {number: 8081}
    ///             loadBalancer: {simple: ROUND_ROBIN}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/util/util.go`, `GetPortLevelTrafficPolicy`.
    Warning 4366 "lint-portlevel-dup" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let mut seen: Vec<(f64, &Node)> = Vec::new();
    for entry in policy.node.items("portLevelSettings") {
        let Some(node) = entry.at(&["port", "number"]) else {
            continue;
        };
        let Some(number) = node.as_number() else {
            continue;
        };
        match seen.iter().find(|(other, _)| *other == number) {
            None => seen.push((number, node)),
            Some((_, first)) => {
                let first = cx.span(first);
                cx.report(node, format!("port {number} has settings already"))
                    .label("never looked at")
                    .also(first, "the first entry holds")
                    .note("nothing of this entry applies to any request")
                    .help("merge the two entries, or correct the number");
            }
        }
    }
}
