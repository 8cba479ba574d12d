use crate::rules::prelude::*;

rule! {
    /// A share of pods to leave out of 0 percent.
    ///
    /// ## Why it matters
    /// Istio cannot tell 0 from nothing said: 10 percent holds, the default, and pods are left out.
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
    ///         outlierDetection: {consecutive5xxErrors: 5, maxEjectionPercent: 0}
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
    ///         outlierDetection: {consecutive5xxErrors: 5, maxEjectionPercent: 10}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_traffic_policy.go`, `applyOutlierDetection`.
    Warning 4361 "lint-outlier-zero-means-default" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(detection) = policy.node.field("outlierDetection") else {
        return;
    };
    if detection.number("maxEjectionPercent") == Some(0.0) {
        cx.report_key(
            detection,
            "maxEjectionPercent",
            "`maxEjectionPercent: 0` means 10",
        )
        .label("the same as nothing said")
        .note("pods are left out all the same, up to a tenth of them and at least one")
        .help("remove `outlierDetection` if no pod may be left out, else write a share such as 50");
    }
}
