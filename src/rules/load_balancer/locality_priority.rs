use super::locality::TOPOLOGY;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A failover between regions together with a region, zone or subzone in `failoverPriority`.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. Both say in which order regions are
    /// tried.
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
    ///             failover:
    ///               - {from: eu, to: us}
    ///             failoverPriority: [topology.kubernetes.io/region]
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
    Error 3550 "dr-locality-priority" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(setting) = policy.node.at(&["loadBalancer", "localityLbSetting"]) else {
        return;
    };
    if setting.items("failover").is_empty() {
        return;
    }
    for label in setting.items("failoverPriority") {
        let Some(text) = label.as_str() else { continue };
        if TOPOLOGY.contains(&text) {
            cx.report(
                label,
                format!("`{text}` in `failoverPriority` contradicts `failover`"),
            )
            .label("orders regions or zones, as `failover` does")
            .note(refused::DESTINATION_RULE)
            .help("remove it here, or remove `failover`");
        }
    }
}
