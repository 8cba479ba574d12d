use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route with `delegate` that also redirects.
    ///
    /// ## Why it matters
    /// `delegate` hands the requests to the routes of another VirtualService; what becomes of them
    /// is said there. Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       delegate: {name: pad-routes}
    ///       redirect: {authority: new.example.org}
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
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`.
    Error 3230 "vs-root-redirect" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if route.is_root() && route.node.has("redirect") {
        both::report(cx, route, "delegate", "redirect")
            .help("remove `redirect` or `delegate`; the routes of the delegate can redirect");
    }
}
