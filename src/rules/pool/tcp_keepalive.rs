use crate::rules::prelude::*;
use crate::rules::traffic_policy::durations::whole_milliseconds;

rule! {
    /// Keep-alive probes of TCP connections with a time that Istio refuses.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `time` and `interval` must be whole
    /// numbers of milliseconds, at least one.
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
    ///           tcp: {tcpKeepalive: {time: 0s}}
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
    ///           tcp: {tcpKeepalive: {time: 300s}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3578 "dr-pool-tcp-keepalive" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(holder) = policy.node.at(&["connectionPool", "tcp", "tcpKeepalive"]) else {
        return;
    };
    for key in ["time", "interval"] {
        whole_milliseconds(
            cx,
            holder,
            key,
            "write a time such as `75s`, or leave the key out for the default of the system",
        );
    }
}
