use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A cookie to hash that has no name.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The gateway finds the pod of a
    /// client by the cookie of this name.
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
    ///             httpCookie: {name: "", ttl: 0s}
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
    ///             httpCookie: {name: shop, ttl: 0s}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3540 "dr-cookie-name" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let path = ["loadBalancer", "consistentHash", "httpCookie", "name"];
    let Some(name) = policy.node.at(&path) else {
        return;
    };
    if name.as_str() == Some("") {
        cx.report(name, "the cookie of `consistentHash` has no name")
            .label("which cookie?")
            .note(refused::DESTINATION_RULE)
            .help("name the cookie that tells clients apart, such as `name: session`");
    }
}
