use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// Load balancing by locality and by zone at once.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. Each of the two says which pods
    /// come first.
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
    ///         outlierDetection: {consecutive5xxErrors: 5}
    ///         loadBalancer:
    ///           localityLbSetting: {enabled: true}
    ///           zoneAwareLbSetting: {enabled: true}
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
    ///           zoneAwareLbSetting: {enabled: true}
    /// ```
    ///
    /// ## Source
    /// Istio 1.31: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3548 "dr-locality-and-zone" TrafficPolicy(check) since 31
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(balancer) = policy.node.field("loadBalancer") else {
        return;
    };
    let Some(locality) = balancer.field("localityLbSetting") else {
        return;
    };
    if !balancer.has("zoneAwareLbSetting") {
        return;
    }
    let other = cx.span(locality);
    cx.report_key(
        balancer,
        "zoneAwareLbSetting",
        "`zoneAwareLbSetting` and `localityLbSetting` exclude each other",
    )
    .label("by zone")
    .also(other, "by locality")
    .note(refused::DESTINATION_RULE)
    .help("keep one of the two");
}
