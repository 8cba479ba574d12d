use super::sticky::cookie;
use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::edit::insert_entry;

rule! {
    /// A sticky cookie without a `ttl`.
    ///
    /// ## Why it matters
    /// The gateway makes the cookie only where a `ttl` says how long it lasts. Without one only
    /// clients that bring such a cookie by themselves stay with a pod; all others are sent to any
    /// pod, request by request, and lose their session.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: pad.demo.svc.cluster.local
    ///       trafficPolicy:
    ///         loadBalancer:
    ///           consistentHash:
    ///             httpCookie: {name: session}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: pad.demo.svc.cluster.local
    ///       trafficPolicy:
    ///         loadBalancer:
    ///           consistentHash:
    ///             httpCookie: {name: session, ttl: 0s}
    /// ```
    ///
    /// ## Fix
    /// Adds `ttl: 0s`.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`; Envoy makes a cookie only where a hash
    /// policy has a ttl.
    Warning 4450 "lint-hash-cookie-no-ttl" TrafficPolicy(check) changes objects
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(cookie) = cookie(policy.node) else {
        return;
    };
    let Some(name) = cookie.filled("name").filter(|_| !cookie.has("ttl")) else {
        return;
    };
    let fix = insert_entry(cx.sources, cookie, "ttl", "0s")
        .map(|edit| Fix::risky("add `ttl: 0s`", vec![edit]));
    cx.report(cookie, format!("the cookie `{name}` has no `ttl`, so the gateway never sets it"))
        .label("no `ttl`")
        .note("clients that do not bring this cookie by themselves are sent to any pod, request by request: their sessions do not stick")
        .help("add `ttl: 0s` for a cookie that lasts until the browser closes, or a time such as `ttl: 3600s`")
        .fix(fix);
}
