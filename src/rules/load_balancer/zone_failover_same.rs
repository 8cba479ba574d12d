use super::failover;
use crate::rules::prelude::*;

rule! {
    /// A failover from a region to itself, in load balancing by zone.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. When a region fails, requests must
    /// go to another one.
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
    ///               - {from: eu, to: eu}
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
    Error 3561 "dr-zone-failover-same" TrafficPolicy(check) since 31
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    failover::same(cx, policy, "zoneAwareLbSetting");
}
