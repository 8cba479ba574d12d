use crate::rules::prelude::*;

rule! {
    /// A `consistentHash` that does not say what to hash.
    ///
    /// ## Why it matters
    /// The gateway has nothing that tells clients apart, so every request goes to any pod: whoever
    /// needs the pod that knows the session meets it by chance.
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
    ///           consistentHash:
    ///             ringHash: {minimumRingSize: 1024}
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
    ///           consistentHash:
    ///             httpHeaderName: x-user
    ///             ringHash: {minimumRingSize: 1024}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `consistentHashToHashPolicy`.
    Warning 4350 "lint-hash-no-key" TrafficPolicy(check)
}

const KEYS: [&str; 4] = [
    "httpCookie",
    "httpHeaderName",
    "httpQueryParameterName",
    "useSourceIp",
];

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(hash) = policy.node.at(&["loadBalancer", "consistentHash"]) else {
        return;
    };
    if hash.as_map().is_none() || KEYS.iter().any(|key| hash.has(key)) {
        return;
    }
    cx.report(hash, "`consistentHash` does not say what to hash")
        .label("by what?")
        .note("without it every request goes to any pod, also those of one session")
        .help("add what tells clients apart, such as `httpCookie: {name: session, ttl: 0s}`");
}
