use super::failover;
use crate::rules::prelude::*;

rule! {
    /// A failover between localities without outlier detection.
    ///
    /// ## Why it matters
    /// Istio warns, and the failover never happens: it is outlier detection that finds out that the
    /// pods of a region fail. Requests keep going there and are answered with 503.
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
    ///           localityLbSetting:
    ///             failover:
    ///               - {from: eu, to: us}
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
    ///         outlierDetection: {consecutive5xxErrors: 5}
    ///         loadBalancer:
    ///           localityLbSetting:
    ///             failover:
    ///               - {from: eu, to: us}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateLocalityLbSetting`.
    Warning 3555 "dr-locality-no-outlier" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    failover::without_detection(cx, policy, "localityLbSetting");
}
