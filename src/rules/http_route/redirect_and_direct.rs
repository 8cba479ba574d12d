use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route that both redirects and answers directly.
    ///
    /// ## Why it matters
    /// A request gets one answer. Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       redirect: {authority: new.example.org}
    ///       directResponse: {status: 410}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       redirect: {authority: new.example.org}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`.
    Error 3238 "vs-redirect-and-direct" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if !route.is_root() && route.node.has("redirect") && route.node.has("directResponse") {
        both::report(cx, route, "redirect", "directResponse").help(
            "keep `redirect` to send clients to another address, `directResponse` to answer here",
        );
    }
}
