use crate::rules::prelude::*;

rule! {
    /// `PASSTHROUGH` for a service of the cluster.
    ///
    /// ## Why it matters
    /// The gateway sends each request to the address that the client had connected to, and does not
    /// look at the pods of the service. Behind a gateway that is the address of the gateway itself:
    /// requests are answered with 503.
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
    ///         loadBalancer: {simple: PASSTHROUGH}
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
    ///         loadBalancer: {simple: LEAST_REQUEST}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_traffic_policy.go`, `applyLoadBalancer`.
    Warning 4357 "lint-lb-passthrough" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(node) = policy.node.at(&["loadBalancer", "simple"]) else {
        return;
    };
    let host = policy.rule.spec.filled("host").unwrap_or_default();
    let is_service = !host.contains('*') && (!host.contains('.') || host.contains(".svc."));
    if node.as_str() == Some("PASSTHROUGH") && is_service && !host.is_empty() {
        cx.report(
            node,
            format!("`PASSTHROUGH` does not use the pods of `{host}`"),
        )
        .label("to the address that the client asked for")
        .note("behind a gateway that is the gateway itself, so requests are answered with 503")
        .help("write `LEAST_REQUEST`, or remove `simple`");
    }
}
