use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A warm-up that begins with a share that is no percentage.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `minimumPercent` is the share of a
    /// pod that has just started, in percent of its full share.
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
    ///         loadBalancer:
    ///           simple: ROUND_ROBIN
    ///           warmup: {duration: 60s, minimumPercent: 150}
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
    ///         loadBalancer:
    ///           simple: ROUND_ROBIN
    ///           warmup: {duration: 60s, minimumPercent: 10}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`;
    /// `manifests/charts/base/files/crd-all.gen.yaml`.
    Error 3565 "dr-warmup-minpercent" TrafficPolicy(check) since 24
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(node) = policy
        .node
        .at(&["loadBalancer", "warmup", "minimumPercent"])
    else {
        return;
    };
    let Some(percent) = node.as_number() else {
        return;
    };
    if !(0.0..=100.0).contains(&percent) {
        cx.report(
            node,
            format!("`minimumPercent: {percent}` is no percentage"),
        )
        .label("not from 0 to 100")
        .note(refused::DESTINATION_RULE)
        .help("write a number from 0 to 100; left out it is 10");
    }
}
