use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::edit;

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
    /// ## Fix
    /// Renames it to `consecutive5xxErrors`, when asked for: from then on the number counts.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateOutlierDetection`;
    /// `pilot/pkg/networking/core/cluster_traffic_policy.go`, `applyOutlierDetection`, which never
    /// reads it.
    Warning 3582 "dr-outlier-deprecated" TrafficPolicy(check) changes objects
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
    let fix = detection
        .as_map()
        .and_then(|map| map.entry("consecutiveErrors"))
        .and_then(|entry| edit::rename_key(cx.sources, entry, "consecutive5xxErrors"));
    let fix = fix.map(|edit| {
        Fix::risky(
            "rename `consecutiveErrors` to `consecutive5xxErrors`",
            vec![edit],
        )
    });
    cx.report_key(detection, "consecutiveErrors", "Istio ignores `consecutiveErrors`")
        .label("has no effect")
        .note("what counts is `consecutive5xxErrors`: five errors in a row unless it says otherwise")
        .help(
            "write `consecutive5xxErrors` for all of 5xx, or `consecutiveGatewayErrors` for 502, 503 and 504",
        )
.fix(fix);
}
