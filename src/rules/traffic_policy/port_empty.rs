use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// Settings of a port that set nothing.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. Besides the port, an entry of
    /// `portLevelSettings` must have one of `connectionPool`, `loadBalancer`, `outlierDetection`
    /// and `tls`.
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
    ///             loadBalancer: {simple: ROUND_ROBIN}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validatePortTrafficPolicies`.
    Error 3526 "dr-port-empty" TrafficPolicy(check)
}

const MEMBERS: [&str; 4] = ["connectionPool", "loadBalancer", "outlierDetection", "tls"];

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let is_port = matches!(policy.level, Level::Port(_));
    if !is_port || MEMBERS.iter().any(|key| policy.node.has(key)) {
        return;
    }
    cx.report(
        policy.node,
        "an entry of `portLevelSettings` sets nothing for its port",
    )
    .label("sets nothing")
    .note(refused::DESTINATION_RULE)
    .help("remove the entry, or add `connectionPool`, `loadBalancer`, `outlierDetection` or `tls`");
}
