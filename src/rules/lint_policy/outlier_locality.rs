use crate::rules::prelude::*;

rule! {
    /// Outlier detection that switches on failover between localities.
    ///
    /// ## Why it matters
    /// By default the mesh balances by locality as soon as a policy detects outliers: requests go to
    /// pods of the own zone only, while those are healthy. With pods in few zones that is an uneven
    /// load.
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
    ///           localityLbSetting: {enabled: false}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_traffic_policy.go`,
    /// `applyLocalityLoadBalancer`.
    Info 4362 "lint-outlier-locality" TrafficPolicy(check) status Preview
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let is_said = policy
        .node
        .at(&["loadBalancer", "localityLbSetting"])
        .is_some()
        || policy
            .node
            .at(&["loadBalancer", "zoneAwareLbSetting"])
            .is_some();
    if !policy.node.has("outlierDetection") || is_said {
        return;
    }
    cx.report_key(
        policy.node,
        "outlierDetection",
        "outlier detection makes the gateway prefer pods of its own zone",
    )
    .label("switches on failover between localities")
    .note("unless the mesh is configured otherwise")
    .help("say what is meant: `loadBalancer: {localityLbSetting: {enabled: false}}`, or `true`");
}
