use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// The deprecated `minimumRingSize` together with `ringHash` or `maglev`.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. Each of them says which hash
    /// algorithm to use.
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
    ///             httpHeaderName: x-user
    ///             minimumRingSize: 2048
    ///             maglev: {tableSize: 65537}
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
    ///             maglev: {tableSize: 65537}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3544 "dr-ring-and-algo" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(hash) = policy.node.at(&["loadBalancer", "consistentHash"]) else {
        return;
    };
    if hash
        .number("minimumRingSize")
        .is_none_or(|size| size == 0.0)
    {
        return;
    }
    for key in ["ringHash", "maglev"] {
        let Some(other) = hash.field(key) else {
            continue;
        };
        let other = cx.span(other);
        cx.report_key(
            hash,
            "minimumRingSize",
            format!("`minimumRingSize` excludes `{key}`"),
        )
        .label("deprecated")
        .also(other, "the algorithm is chosen here")
        .note(refused::DESTINATION_RULE)
        .help("remove `minimumRingSize`; a ring's size goes into `ringHash`");
    }
}
