use crate::rules::prelude::*;
use crate::rules::traffic_policy::durations::whole_milliseconds;

rule! {
    /// A warm-up with a duration that Istio refuses.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `duration` is the time in which a
    /// new pod comes to its full share: a whole number of milliseconds, at least one.
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
    ///           warmup: {duration: 0s}
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
    ///           warmup: {duration: 60s}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3564 "dr-warmup-duration" TrafficPolicy(check) since 24
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(warmup) = policy.node.at(&["loadBalancer", "warmup"]) else {
        return;
    };
    let instead = "write a time such as `60s`, or remove `warmup`";
    whole_milliseconds(cx, warmup, "duration", instead);
}
