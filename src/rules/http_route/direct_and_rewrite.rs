use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route that both answers directly and rewrites.
    ///
    /// ## Why it matters
    /// A rewrite changes requests on their way to a destination, and a direct answer has none.
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /health}}]
    ///       directResponse: {status: 204}
    ///       rewrite: {uri: /}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /health}}]
    ///       directResponse: {status: 204}
    /// ```
    ///
    /// ## Fix
    /// Removes `rewrite`, when asked for unsafe fixes.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`.
    Error 3241 "vs-direct-and-rewrite" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if both::answers_directly(route) && route.node.has("rewrite") {
        let fix = both::removal(cx, route, "rewrite");
        both::report(cx, route, "directResponse", "rewrite")
            .help("keep `directResponse` alone: it passes no request on")
            .fix(fix);
    }
}
