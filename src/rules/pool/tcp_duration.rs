use crate::rules::prelude::*;
use crate::rules::traffic_policy::durations::whole_milliseconds;

rule! {
    /// A time limit of TCP connections that Istio refuses.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. It must be a whole number of
    /// milliseconds, at least one.
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
    ///         connectionPool:
    ///           tcp: {connectTimeout: 500us}
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
    ///         connectionPool:
    ///           tcp: {connectTimeout: 500ms}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3576 "dr-pool-tcp-duration" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(holder) = policy.node.at(&["connectionPool", "tcp"]) else {
        return;
    };
    for key in ["connectTimeout", "maxConnectionDuration"] {
        whole_milliseconds(
            cx,
            holder,
            key,
            "write a time such as `10s`, or leave the key out for the default",
        );
    }
}
