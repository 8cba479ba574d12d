use crate::rules::prelude::*;

rule! {
    /// A `consistentHash` together with load balancing by locality.
    ///
    /// ## Why it matters
    /// A hash finds the same pod again only where every gateway picks from the same pods; by locality
    /// each prefers those that are near to it. A client that comes through another zone lands on
    /// another pod.
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
    ///         loadBalancer:
    ///           consistentHash: {httpHeaderName: x-user}
    ///           localityLbSetting:
    ///             distribute:
    ///               - from: eu/*
    ///                 to: {"eu/*": 80, "us/*": 20}
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
    ///         loadBalancer:
    ///           consistentHash: {httpHeaderName: x-user}
    ///           localityLbSetting: {enabled: false}
    /// ```
    ///
    /// ## Source
    /// istio/api: `networking/v1alpha3/destination_rule.proto`, ConsistentHashLB.
    Info 4353 "lint-hash-with-locality" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(balancer) = policy.node.field("loadBalancer") else {
        return;
    };
    let Some(locality) = balancer.field("localityLbSetting") else {
        return;
    };
    if !balancer.has("consistentHash") || locality.flag("enabled") == Some(false) {
        return;
    }
    cx.report_key(
        balancer,
        "localityLbSetting",
        "load balancing by locality weakens the hash",
    )
    .label("prefers pods that are near")
    .note("a client that comes through another zone lands on another pod")
    .help("write `localityLbSetting: {enabled: false}` if clients must stay on their pod");
}
