use super::locality::TOPOLOGY;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A region, zone or subzone in the `failoverPriority` of load balancing by zone.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. With `zoneAwareLbSetting` the
    /// topology is what orders the pods already.
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
    ///           zoneAwareLbSetting:
    ///             failoverPriority: [topology.kubernetes.io/zone]
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
    ///           zoneAwareLbSetting:
    ///             failoverPriority: [version]
    /// ```
    ///
    /// ## Source
    /// Istio 1.31: `pkg/config/validation/agent/validation.go`, the zone-aware settings.
    Error 3559 "dr-zone-priority" TrafficPolicy(check) since 31
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(setting) = policy.node.at(&["loadBalancer", "zoneAwareLbSetting"]) else {
        return;
    };
    for label in setting.items("failoverPriority") {
        let Some(text) = label.as_str() else { continue };
        if TOPOLOGY.contains(&text) {
            cx.report(
                label,
                format!("`{text}` cannot be in `failoverPriority` here"),
            )
            .label("the topology orders the pods already")
            .note(refused::DESTINATION_RULE)
            .help("remove it, or name labels of your own pods");
        }
    }
}
