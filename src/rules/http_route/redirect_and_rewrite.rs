use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route that both redirects and rewrites.
    ///
    /// ## Why it matters
    /// A rewrite changes requests on their way to a destination, and a redirect has none. Istio
    /// refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {authority: new.example.org}
    ///       rewrite: {uri: /new}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {authority: new.example.org, uri: /new}
    /// ```
    ///
    /// ## Fix
    /// Removes `rewrite`, when asked for unsafe fixes.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`.
    Error 3237 "vs-redirect-and-rewrite" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if !route.is_root() && route.node.has("redirect") && route.node.has("rewrite") {
        let fix = both::removal(cx, route, "rewrite");
        both::report(cx, route, "redirect", "rewrite")
            .help("say where to send clients in `redirect` alone, by its `uri` and `authority`")
            .fix(fix);
    }
}
