use super::failover;
use crate::rules::prelude::*;

rule! {
    /// A failover from a region to itself.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. When a region fails, requests must
    /// go to another one.
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
    ///         outlierDetection: {consecutive5xxErrors: 5}
    ///         loadBalancer:
    ///           localityLbSetting:
    ///             failover:
    ///               - {from: eu, to: eu}
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
    Error 3556 "dr-failover-same" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    failover::same(cx, policy, "localityLbSetting");
}
