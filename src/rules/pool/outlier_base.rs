use crate::rules::prelude::*;
use crate::rules::traffic_policy::durations::whole_milliseconds;

rule! {
    /// A time of leaving a pod out that Istio refuses.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `baseEjectionTime` must be a whole
    /// number of milliseconds, at least one.
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
    ///         outlierDetection: {baseEjectionTime: 0s}
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
    ///         outlierDetection: {baseEjectionTime: 30s}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3580 "dr-outlier-base" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(holder) = policy.node.field("outlierDetection") else {
        return;
    };
    whole_milliseconds(
        cx,
        holder,
        "baseEjectionTime",
        "write a time such as `30s`, the default",
    );
}
