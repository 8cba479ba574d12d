use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::traffic_policy::durations::whole_milliseconds;

rule! {
    /// HTTP/2 pings without an interval or a timeout, or with one that Istio refuses.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `http2KeepAlive` needs both, each a
    /// whole number of milliseconds, at least one.
    ///
    /// ## Example
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         connectionPool:
    ///           http: {http2KeepAlive: {interval: 30s}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         connectionPool:
    ///           http: {http2KeepAlive: {interval: 30s, timeout: 5s}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.31: `pkg/config/validation/validation.go`, `validateConnectionPool`.
    Error 3574 "dr-pool-keepalive" TrafficPolicy(check) since 31
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(pings) = policy
        .node
        .at(&["connectionPool", "http", "http2KeepAlive"])
    else {
        return;
    };
    if pings.as_map().is_none() {
        return;
    }
    for (key, example) in [("interval", "30s"), ("timeout", "5s")] {
        if pings.has(key) {
            whole_milliseconds(cx, pings, key, "write a time such as `5s`");
        } else {
            cx.report(pings, format!("`http2KeepAlive` has no `{key}`"))
                .label(format!("`{key}` is missing"))
                .note(refused::DESTINATION_RULE)
                .help(format!("add `{key}: {example}`"));
        }
    }
}
