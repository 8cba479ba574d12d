use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A connection pool that says nothing.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `connectionPool` must have `tcp`,
    /// `http` or both.
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
    ///         connectionPool: {}
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
    ///           tcp: {maxConnections: 100}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateConnectionPool`.
    Error 3570 "dr-pool-empty" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(pool) = policy.node.field("connectionPool") else {
        return;
    };
    if pool.as_map().is_none() || pool.has("tcp") || pool.has("http") {
        return;
    }
    cx.report(pool, "this `connectionPool` says nothing")
        .label("has neither `tcp` nor `http`")
        .note(refused::DESTINATION_RULE)
        .help("remove `connectionPool`, or set a limit, such as `tcp: {maxConnections: 100}`");
}
