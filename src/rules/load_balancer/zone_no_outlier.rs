use super::failover;
use crate::rules::prelude::*;

rule! {
    /// A failover between zones without outlier detection.
    ///
    /// ## Why it matters
    /// Istio warns, and the failover never happens: it is outlier detection that finds out that the
    /// pods of a zone fail. Requests keep going there and are answered with 503.
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
    ///         loadBalancer:
    ///           zoneAwareLbSetting:
    ///             failover:
    ///               - {from: eu, to: us}
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
    Warning 3560 "dr-zone-no-outlier" TrafficPolicy(check) since 31
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    failover::without_detection(cx, policy, "zoneAwareLbSetting");
}
