use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route with `delegate` that also answers directly.
    ///
    /// ## Why it matters
    /// Istio does not refuse this, but it gives the answer to every route of the delegate that has
    /// none of its own: clients get the fixed answer, and no request reaches the delegate's
    /// destinations.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       delegate: {name: pad-routes}
    ///       directResponse: {status: 503}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       delegate: {name: pad-routes}
    /// ```
    ///
    /// ## Fix
    /// Removes `directResponse`, when asked for unsafe fixes.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/virtualservice.go`, `mergeHTTPRoute`;
    /// `pilot/pkg/networking/core/route/route.go`, where a direct answer comes before destinations.
    Error 3232 "vs-root-direct" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if route.is_root() && route.node.has("directResponse") {
        let fix = both::removal(cx, route, "directResponse");
        cx.report_key(
            route.node,
            "directResponse",
            format!(
                "{} has both `delegate` and `directResponse`",
                route.called()
            ),
        )
        .label("replaces the delegate's destinations")
        .note("clients get this answer; no request reaches the destinations of the delegate")
        .help("keep `delegate` to use its routes, or `directResponse` to answer here")
        .fix(fix);
    }
}
