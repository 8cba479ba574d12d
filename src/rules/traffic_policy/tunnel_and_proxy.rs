use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A tunnel together with the PROXY protocol.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. A connection to the service begins
    /// with one or the other.
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
    ///         tunnel: {targetHost: shop.example.net, targetPort: 443}
    ///         proxyProtocol: {version: V2}
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
    ///         tunnel: {targetHost: shop.example.net, targetPort: 443}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateTrafficPolicy`.
    Error 3521 "dr-tunnel-and-proxy" TrafficPolicy(check) since 21
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    if matches!(policy.level, Level::Port(_)) || !policy.node.has("tunnel") {
        return;
    }
    let Some(proxy) = policy.node.field("proxyProtocol") else {
        return;
    };
    let other = cx.span(proxy);
    cx.report_key(
        policy.node,
        "tunnel",
        "`tunnel` and `proxyProtocol` exclude each other",
    )
    .label("a tunnel")
    .also(other, "and the PROXY protocol")
    .note(refused::DESTINATION_RULE)
    .help("keep the one that the service expects, and remove the other");
}
