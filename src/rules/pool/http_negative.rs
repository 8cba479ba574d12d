use super::negative;
use crate::rules::prelude::*;

rule! {
    /// A limit on HTTP requests that is negative.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. A limit that is left out, or 0, is
    /// none of your own: what Istio sets by default holds.
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
    ///           http: {http2MaxRequests: -1}
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
    ///           http: {http2MaxRequests: 1000}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateConnectionPool`.
    Error 3571 "dr-pool-http-negative" TrafficPolicy(check)
}

const COUNTS: [&str; 5] = [
    "http1MaxPendingRequests",
    "http2MaxRequests",
    "maxConcurrentStreams",
    "maxRequestsPerConnection",
    "maxRetries",
];

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    negative::check(cx, policy, "http", &COUNTS);
}
