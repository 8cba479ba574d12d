use crate::istio::syntax::duration::Duration;
use crate::rules::prelude::*;

rule! {
    /// A cookie with a negative life time.
    ///
    /// ## Why it matters
    /// Istio takes it, but a cookie that has expired before it is set is thrown away by the browser:
    /// every request gets a new one and goes to any pod.
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
    ///             httpCookie: {name: shop, ttl: -1s}
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`, which does not look
    /// at it; rutter's own reasoning.
    Warning 4352 "lint-hash-cookie-ttl-negative" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(node) = policy
        .node
        .at(&["loadBalancer", "consistentHash", "httpCookie", "ttl"])
    else {
        return;
    };
    let Some(text) = node.as_str() else { return };
    if Duration::parse(text).is_ok_and(|ttl| ttl < Duration::ZERO) {
        cx.report(node, "the life time of the cookie is negative")
            .label("over before it begins")
            .note("browsers throw the cookie away, so no client stays on its pod")
            .help(
                "write `0s` for a cookie that lives as long as the browser, or a time such as `1h`",
            );
    }
}
