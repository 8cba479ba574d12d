use super::failover;
use crate::rules::prelude::*;

rule! {
    /// A failover from or to a wildcard, in load balancing by zone.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `from` and `to` name one region
    /// each.
    ///
    /// ## Example
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         outlierDetection: {consecutive5xxErrors: 5}
    ///         loadBalancer:
    ///           zoneAwareLbSetting:
    ///             failover:
    ///               - {from: eu, to: "*"}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         outlierDetection: {consecutive5xxErrors: 5}
    ///         loadBalancer:
    ///           zoneAwareLbSetting:
    ///             failover:
    ///               - {from: eu, to: us}
    /// ```
    ///
    /// ## Source
    /// Istio 1.31: `pkg/config/validation/agent/validation.go`, the zone-aware settings.
    Error 3563 "dr-zone-failover-star" TrafficPolicy(check) since 31
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    failover::star(cx, policy, "zoneAwareLbSetting");
}
