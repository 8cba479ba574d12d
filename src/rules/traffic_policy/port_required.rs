use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// Settings of a port that do not say for which port.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. An entry of `portLevelSettings`
    /// holds for exactly one port.
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
    ///           - loadBalancer: {simple: ROUND_ROBIN}
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
    Error 3525 "dr-port-required" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    if !matches!(policy.level, Level::Port(_)) || policy.node.has("port") {
        return;
    }
    cx.report(policy.node, "an entry of `portLevelSettings` has no `port`")
        .label("for which port?")
        .note(refused::DESTINATION_RULE)
        .help("add the port of the service, such as `port: {number: 8080}`");
}
