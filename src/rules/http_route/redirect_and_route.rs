use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route that both redirects and has destinations.
    ///
    /// ## Why it matters
    /// A request is either answered with another address or passed on. Istio refuses the
    /// VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       redirect: {authority: new.example.org}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
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
    Error 3235 "vs-redirect-and-route" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if !route.is_root() && route.node.has("redirect") && both::has_items(route, "route") {
        both::report(cx, route, "route", "redirect").help(
            "keep `redirect` to send clients to another address, `route` to pass requests on",
        );
    }
}
