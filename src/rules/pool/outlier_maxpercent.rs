use crate::istio::syntax::number::is_percent;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A share of pods to leave out that is no percentage.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `maxEjectionPercent` is a whole
    /// number from 0 to 100.
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
    ///         outlierDetection: {maxEjectionPercent: 150}
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
    ///         outlierDetection: {maxEjectionPercent: 50}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidatePercent`.
    Error 3584 "dr-outlier-maxpercent" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(node) = policy.node.at(&["outlierDetection", "maxEjectionPercent"]) else {
        return;
    };
    let Some(percent) = node.as_number() else {
        return;
    };
    if is_percent(percent as i64) {
        return;
    }
    cx.report(
        node,
        format!("`maxEjectionPercent: {percent}` is no percentage"),
    )
    .label("not from 0 to 100")
    .note(refused::DESTINATION_RULE)
    .help("write a whole number from 0 to 100");
}
