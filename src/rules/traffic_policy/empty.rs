use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A traffic policy that says nothing.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. A policy that is there must set at
    /// least one thing; an empty list of ports counts as nothing.
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
    ///       trafficPolicy: {}
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
    ///         loadBalancer: {simple: ROUND_ROBIN}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateTrafficPolicy`.
    Error 3520 "dr-policy-empty" TrafficPolicy(check)
}

const MEMBERS: [&str; 7] = [
    "connectionPool",
    "loadBalancer",
    "outlierDetection",
    "proxyProtocol",
    "retryBudget",
    "tls",
    "tunnel",
];

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    if matches!(policy.level, Level::Port(_)) || policy.node.as_map().is_none() {
        return;
    }
    // A value of the wrong type is no empty list, and refused for its type.
    let has_ports = policy
        .node
        .field("portLevelSettings")
        .is_some_and(|ports| ports.as_list().is_none_or(|ports| !ports.is_empty()));
    if has_ports || MEMBERS.iter().any(|key| policy.node.has(key)) {
        return;
    }
    cx.report(policy.node, "this `trafficPolicy` says nothing")
        .label("is empty")
        .note(refused::DESTINATION_RULE)
        .help("remove `trafficPolicy`, or set something in it, such as `loadBalancer`");
}
