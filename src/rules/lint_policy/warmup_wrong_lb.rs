use crate::rules::prelude::*;

rule! {
    /// A warm-up with a load balancing that has none.
    ///
    /// ## Why it matters
    /// Only `ROUND_ROBIN` and `LEAST_REQUEST` warm new pods up. With anything else a new pod gets its
    /// full share at once.
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
    ///           simple: RANDOM
    ///           warmup: {duration: 60s}
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
    ///           simple: LEAST_REQUEST
    ///           warmup: {duration: 60s}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_traffic_policy.go`, `applyLoadBalancer`.
    Warning 4354 "lint-warmup-wrong-lb" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(balancer) = policy.node.field("loadBalancer") else {
        return;
    };
    let keys = ["warmup", "warmupDurationSecs"];
    let Some(key) = keys.into_iter().find(|key| balancer.has(key)) else {
        return;
    };
    let simple = balancer.text("simple");
    let (other, called) = if let Some(hash) = balancer.field("consistentHash") {
        (hash, "consistentHash")
    } else if let Some(name @ ("RANDOM" | "PASSTHROUGH")) = simple {
        (balancer.field("simple").unwrap_or(balancer), name)
    } else {
        return;
    };
    let other = cx.span(other);
    cx.report_key(
        balancer,
        key,
        format!("`{key}` does nothing with `{called}`"),
    )
    .label("has no effect")
    .also(other, "has no warm-up")
    .note("a new pod gets its full share of the requests at once")
    .help(format!(
        "use `simple: LEAST_REQUEST` or `ROUND_ROBIN`, or remove `{key}`"
    ));
}
