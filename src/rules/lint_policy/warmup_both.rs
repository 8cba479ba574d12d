use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::edit;

rule! {
    /// Both ways to write a warm-up.
    ///
    /// ## Why it matters
    /// `warmup` is used, and `warmupDurationSecs` is not looked at: whoever changes the latter
    /// changes nothing.
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
    ///           simple: LEAST_REQUEST
    ///           warmupDurationSecs: 30s
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
    /// ## Fix
    /// Removes `warmupDurationSecs`.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_traffic_policy.go`,
    /// `applyLeastRequestLoadBalancer`.
    Warning 4355 "lint-warmup-both" TrafficPolicy(check) since 24 changes objects
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(balancer) = policy.node.field("loadBalancer") else {
        return;
    };
    let Some(warmup) = balancer.field("warmup") else {
        return;
    };
    if !balancer.has("warmupDurationSecs") {
        return;
    }
    let used = cx.span(warmup);
    let fix = edit::remove_entry(cx.sources, balancer, "warmupDurationSecs");
    let fix = fix.map(|edits| Fix::safe("remove `warmupDurationSecs`", edits));
    cx.report_key(
        balancer,
        "warmupDurationSecs",
        "`warmupDurationSecs` is not looked at beside `warmup`",
    )
    .label("has no effect")
    .also(used, "this is used")
    .note("it is the old way to write the same thing")
    .help("keep `warmup` alone, with the time in its `duration`")
    .fix(fix);
}
