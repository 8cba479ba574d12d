use crate::rules::prelude::*;

rule! {
    /// Outlier detection in which nothing is detected.
    ///
    /// ## Why it matters
    /// With `consecutive5xxErrors: 0` and no other limit no pod is ever left out, whatever it
    /// answers.
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
    ///         outlierDetection: {consecutive5xxErrors: 0, interval: 10s}
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
    ///         outlierDetection: {consecutive5xxErrors: 5, interval: 10s}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_traffic_policy.go`, `applyOutlierDetection`.
    Warning 4359 "lint-outlier-all-off" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(detection) = policy.node.field("outlierDetection") else {
        return;
    };
    let is_off = detection.number("consecutive5xxErrors") == Some(0.0)
        && detection.number("consecutiveGatewayErrors").is_none_or(|limit| limit == 0.0)
        // Failures to connect are detected by default as soon as they are counted on their own.
        && detection.flag("splitExternalLocalOriginErrors") != Some(true);
    if is_off {
        cx.report_key(detection, "consecutive5xxErrors", "this `outlierDetection` detects nothing")
            .label("switched off, and nothing else is on")
            .note("a pod that fails keeps its share of the requests")
            .help("set `consecutive5xxErrors` or `consecutiveGatewayErrors`, or remove `outlierDetection`");
    }
}
