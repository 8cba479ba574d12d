use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::source::Span;

rule! {
    /// Shares of localities together with a failover between regions.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `distribute` says where requests go
    /// all the time, `failover` where they go when a region fails; Istio takes one of the two.
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
    ///             distribute:
    ///               - from: eu/*
    ///                 to: {"eu/*": 80, "us/*": 20}
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
    Error 3549 "dr-locality-both" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(setting) = policy.node.at(&["loadBalancer", "localityLbSetting"]) else {
        return;
    };
    if setting.items("distribute").is_empty() || setting.items("failover").is_empty() {
        return;
    }
    let other = setting
        .field("distribute")
        .map_or(Span::NOWHERE, |node| cx.span(node));
    cx.report_key(
        setting,
        "failover",
        "`failover` and `distribute` exclude each other",
    )
    .label("where to go when a region fails")
    .also(other, "where to go all the time")
    .note(refused::DESTINATION_RULE)
    .help("keep one of the two");
}
