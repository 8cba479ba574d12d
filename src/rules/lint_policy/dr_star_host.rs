use crate::rules::prelude::*;

rule! {
    /// A DestinationRule for every service there is.
    ///
    /// ## Why it matters
    /// Its policy applies to services that have nothing to do with this release: each client in this
    /// namespace follows it, and in some installations all of the mesh.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: "*.svc.cluster.local"
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
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
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/push_context.go`, `destinationRule`.
    Warning 4371 "lint-dr-star-host" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(node) = rule.spec.field("host") else {
        return;
    };
    let Some(host) = node.as_str() else { return };
    let Some(tail) = host.strip_prefix('*') else {
        return;
    };
    let tail = tail.strip_prefix('.').unwrap_or(tail);
    let is_wide = !tail.contains('.') || matches!(tail, "cluster.local" | "svc.cluster.local");
    if !is_wide || rule.spec.has("workloadSelector") {
        return;
    }
    cx.report(node, format!("`{host}` covers services of others"))
        .label("very wide")
        .note("the policy applies to every service under that name, whoever runs it")
        .help("name the service, or at most `*.NAMESPACE.svc.cluster.local`");
}
