use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// An attribute of a cookie that has no name.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. Attributes are what stands behind
    /// the value of the cookie, such as `SameSite` or `Secure`.
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
    ///             httpCookie: {name: shop, ttl: 0s, attributes: [{name: "", value: Strict}]}
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
    ///             httpCookie: {name: shop, ttl: 0s, attributes: [{name: SameSite, value: Strict}]}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3541 "dr-cookie-attr-name" TrafficPolicy(check) since 28
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(cookie) = policy
        .node
        .at(&["loadBalancer", "consistentHash", "httpCookie"])
    else {
        return;
    };
    for attribute in cookie.items("attributes") {
        let Some(name) = attribute.field("name") else {
            continue;
        };
        if name.as_str() == Some("") {
            cx.report(name, "an attribute of the cookie has no name")
                .label("which attribute?")
                .note(refused::DESTINATION_RULE)
                .help("write a name such as `SameSite`, or remove the attribute");
        }
    }
}
