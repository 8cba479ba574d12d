use crate::rules::prelude::*;

rule! {
    /// Outlier detection with `consecutiveErrors`.
    ///
    /// ## Why it matters
    /// Istio warns, and does nothing with the number: what counts is `consecutive5xxErrors`, five
    /// errors in a row unless it says otherwise.
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
    ///         outlierDetection: {consecutiveErrors: 2}
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
    ///         outlierDetection: {consecutive5xxErrors: 2}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateOutlierDetection`;
    /// `pilot/pkg/networking/core/cluster_traffic_policy.go`, `applyOutlierDetection`, which never
    /// reads it.
    Warning 3582 "dr-outlier-deprecated" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(detection) = policy.node.field("outlierDetection") else {
        return;
    };
    let Some(count) = detection.number("consecutiveErrors") else {
        return;
    };
    if count == 0.0 {
        return;
    }
    cx.report_key(detection, "consecutiveErrors", "Istio ignores `consecutiveErrors`")
        .label("has no effect")
        .note("what counts is `consecutive5xxErrors`: five errors in a row unless it says otherwise")
        .help(
            "write `consecutive5xxErrors` for all of 5xx, or `consecutiveGatewayErrors` for 502, 503 and 504",
        );
}
