use crate::istio::Version;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A warm-up whose `aggression` is too small.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. With 1 the share of a new pod grows
    /// evenly, with more it grows faster at first. Istio takes numbers from 1, from 1.31 on all
    /// above 0.
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
    ///           warmup: {duration: 60s, aggression: 0.5}
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
    ///           warmup: {duration: 60s, aggression: 1.0}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3566 "dr-warmup-aggression" TrafficPolicy(check) since 24
}

const ANY_ABOVE_ZERO: Version = Version::new(31);

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(node) = policy.node.at(&["loadBalancer", "warmup", "aggression"]) else {
        return;
    };
    let Some(aggression) = node.as_number() else {
        return;
    };
    let (is_refused, label) = if cx.istio >= ANY_ABOVE_ZERO {
        (aggression <= 0.0, "must be more than 0")
    } else {
        (aggression < 1.0, "must be at least 1")
    };
    if is_refused {
        cx.report(node, format!("`aggression: {aggression}` is too small"))
            .label(label)
            .note(refused::DESTINATION_RULE)
            .help("write `1.0` for an even growth, the default");
    }
}
