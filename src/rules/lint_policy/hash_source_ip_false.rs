use crate::rules::prelude::*;

rule! {
    /// A `consistentHash` by the address of the client that is switched off.
    ///
    /// ## Why it matters
    /// `useSourceIp: false` chooses the address and does not use it, so every request goes to any
    /// pod.
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
    ///             useSourceIp: false
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
    ///             useSourceIp: true
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `consistentHashToHashPolicy`.
    Warning 4351 "lint-hash-source-ip-false" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(hash) = policy.node.at(&["loadBalancer", "consistentHash"]) else {
        return;
    };
    let others = ["httpCookie", "httpHeaderName", "httpQueryParameterName"];
    if hash.flag("useSourceIp") != Some(false) || others.iter().any(|key| hash.has(key)) {
        return;
    }
    cx.report_key(hash, "useSourceIp", "`useSourceIp: false` hashes nothing")
        .label("switched off")
        .note("without a hash every request goes to any pod, also those of one session")
        .help("write `useSourceIp: true`, another key to hash, or remove `consistentHash`");
}
