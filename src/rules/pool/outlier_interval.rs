use crate::rules::prelude::*;
use crate::rules::traffic_policy::durations::whole_milliseconds;

rule! {
    /// An interval of outlier detection that Istio refuses.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `interval` must be a whole number
    /// of milliseconds, at least one.
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
    ///         outlierDetection: {interval: 0s}
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
    ///         outlierDetection: {interval: 10s}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3581 "dr-outlier-interval" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(holder) = policy.node.field("outlierDetection") else {
        return;
    };
    whole_milliseconds(
        cx,
        holder,
        "interval",
        "write a time such as `10s`, the default",
    );
}
