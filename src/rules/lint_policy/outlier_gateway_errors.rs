use crate::rules::prelude::*;

rule! {
    /// A limit on 502, 503 and 504 that the limit on all of 5xx always reaches first.
    ///
    /// ## Why it matters
    /// These answers count as 5xx, too. A pod is left out by `consecutive5xxErrors`, 5 unless said
    /// otherwise, before or when `consecutiveGatewayErrors` counts as many, so the latter never does
    /// anything.
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
    ///         outlierDetection: {consecutiveGatewayErrors: 10}
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
    ///         outlierDetection: {consecutiveGatewayErrors: 10, consecutive5xxErrors: 0}
    /// ```
    ///
    /// ## Source
    /// istio/api: `networking/v1alpha3/destination_rule.proto`, OutlierDetection; Envoy's default of
    /// 5.
    Warning 4358 "lint-outlier-gateway-errors" TrafficPolicy(check)
}

/// Envoy's own limit, where nothing is said.
const DEFAULT: f64 = 5.0;

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(detection) = policy.node.field("outlierDetection") else {
        return;
    };
    let gateway = detection.number("consecutiveGatewayErrors").unwrap_or(0.0);
    let all = detection.field("consecutive5xxErrors");
    let limit = match all {
        None => DEFAULT,
        Some(node) => node.as_number().unwrap_or(0.0),
    };
    if gateway == 0.0 || limit == 0.0 || gateway < limit {
        return;
    }
    // The number that is written holds, whichever of the two limits it is that leaves the pod out.
    if all.is_none() && gateway == limit {
        return;
    }
    let label = if all.is_some() {
        "`consecutive5xxErrors` comes first".to_owned()
    } else {
        format!("`consecutive5xxErrors` is {limit} by default")
    };
    cx.report_key(
        detection,
        "consecutiveGatewayErrors",
        "`consecutiveGatewayErrors` never does anything",
    )
    .label(label)
    .note(format!(
        "502, 503 and 504 are 5xx, too: after {limit} of them a pod gets no requests for a while, \
         with or without this line"
    ))
    .help("write a smaller number, or `consecutive5xxErrors: 0` if other errors must not count");
}
