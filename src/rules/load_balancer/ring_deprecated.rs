use crate::rules::prelude::*;

rule! {
    /// A size of the hash ring at its old place.
    ///
    /// ## Why it matters
    /// Istio warns: `minimumRingSize` beside the hash is deprecated. It still works, until a version
    /// of Istio drops it.
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
    ///             ringHash: {minimumRingSize: 2048}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Warning 3543 "dr-ring-deprecated" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(hash) = policy.node.at(&["loadBalancer", "consistentHash"]) else {
        return;
    };
    let Some(size) = hash.number("minimumRingSize").filter(|size| *size != 0.0) else {
        return;
    };
    // Then it is not deprecated but refused.
    if hash.has("ringHash") || hash.has("maglev") {
        return;
    }
    cx.report_key(
        hash,
        "minimumRingSize",
        "`minimumRingSize` has moved into `ringHash`",
    )
    .label("deprecated here")
    .note("Istio warns of it at every deploy")
    .help(format!("write `ringHash: {{minimumRingSize: {size}}}`"));
}
