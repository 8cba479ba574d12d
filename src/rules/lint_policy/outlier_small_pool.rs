use crate::rules::prelude::*;

rule! {
    /// Outlier detection that may leave out every pod.
    ///
    /// ## Why it matters
    /// With `maxEjectionPercent: 100` and no `minHealthPercent` a fault that hits all pods, such as a
    /// database that is down, leaves nobody to ask: requests are answered with 503 by the gateway at
    /// once.
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
    ///         outlierDetection: {consecutive5xxErrors: 5, maxEjectionPercent: 100}
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
    ///         outlierDetection: {consecutive5xxErrors: 5, maxEjectionPercent: 50}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_traffic_policy.go`, `applyOutlierDetection`.
    Info 4360 "lint-outlier-small-pool" TrafficPolicy(check) status Preview
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(detection) = policy.node.field("outlierDetection") else {
        return;
    };
    let health = detection.number("minHealthPercent").unwrap_or(0.0);
    if detection.number("maxEjectionPercent") != Some(100.0) || health > 0.0 {
        return;
    }
    cx.report_key(
        detection,
        "maxEjectionPercent",
        "all pods may be left out at once",
    )
    .label("of all pods")
    .note("a fault that hits all of them leaves nobody to ask, and requests get a 503")
    .help("write less than 100, or a `minHealthPercent` below which all pods are used again");
}
