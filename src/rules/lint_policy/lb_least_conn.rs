use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::{Data, edit};

rule! {
    /// The old name of `LEAST_REQUEST`.
    ///
    /// ## Why it matters
    /// `LEAST_CONN` is deprecated and means `LEAST_REQUEST`: requests are counted, not connections.
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
    ///         loadBalancer: {simple: LEAST_CONN}
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
    /// ## Fix
    /// Writes `LEAST_REQUEST`, which does the same.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_traffic_policy.go`, `applyLoadBalancer`.
    Warning 4356 "lint-lb-least-conn" TrafficPolicy(check) changes objects
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(node) = policy.node.at(&["loadBalancer", "simple"]) else {
        return;
    };
    if node.as_str() == Some("LEAST_CONN") {
        let new = Data::Str("LEAST_REQUEST".into());
        let edit = edit::replace_scalar(cx.sources, node, &new);
        cx.report(node, "`LEAST_CONN` is called `LEAST_REQUEST` now")
            .label("deprecated")
            .note("it counts requests, not connections, under either name")
            .help("use the new name; requests are spread as before")
            .fix(edit.map(|edit| Fix::safe("write `LEAST_REQUEST`", vec![edit])));
    }
}
