use super::negative;
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
    negative::check(cx, policy, "tcp", &COUNTS);
}
