use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A limit on connections that is negative.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. Leave `maxConnections` out for no
    /// limit of your own.
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
    ///           tcp: {maxConnections: -1}
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
    ///           tcp: {maxConnections: 1000}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateConnectionPool`.
    Error 3575 "dr-pool-tcp-negative" TrafficPolicy(check)
}

const COUNTS: [&str; 1] = ["maxConnections"];

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(pool) = policy.node.at(&["connectionPool", "tcp"]) else {
        return;
    };
    for key in COUNTS {
        let Some(node) = pool.field(key) else {
            continue;
        };
        let Some(count) = node.as_number() else {
            continue;
        };
        if count < 0.0 {
            cx.report(node, format!("`{key}` is negative"))
                .label("less than 0")
                .note(refused::DESTINATION_RULE)
                .help(format!(
                    "write a positive limit, or remove `{key}` for no limit"
                ));
        }
    }
}
