use crate::diagnostic::Fix;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::edit;

rule! {
    /// A limit on failures to connect that are not counted on their own.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `consecutiveLocalOriginFailures`
    /// counts only with `splitExternalLocalOriginErrors: true`.
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
    ///         outlierDetection: {consecutiveLocalOriginFailures: 3}
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
    ///         outlierDetection: {consecutiveLocalOriginFailures: 3, splitExternalLocalOriginErrors: true}
    /// ```
    ///
    /// ## Fix
    /// Adds `splitExternalLocalOriginErrors: true`, when asked for.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateOutlierDetection`.
    Error 3583 "dr-outlier-local" TrafficPolicy(check) changes objects
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(detection) = policy.node.field("outlierDetection") else {
        return;
    };
    let failures = detection
        .number("consecutiveLocalOriginFailures")
        .unwrap_or(0.0);
    if failures <= 0.0 || detection.flag("splitExternalLocalOriginErrors") == Some(true) {
        return;
    }
    let fix = edit::insert_entry(
        cx.sources,
        detection,
        "splitExternalLocalOriginErrors",
        "true",
    );
    let fix = fix.map(|edit| Fix::risky("add `splitExternalLocalOriginErrors: true`", vec![edit]));
    cx.report_key(
        detection,
        "consecutiveLocalOriginFailures",
        "`consecutiveLocalOriginFailures` has nothing to count",
    )
    .label("needs `splitExternalLocalOriginErrors: true`")
    .note(refused::DESTINATION_RULE)
    .help("set that key to count failures to connect on their own, or remove this limit")
    .fix(fix);
}
