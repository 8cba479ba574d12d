use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route that both answers directly and has destinations.
    ///
    /// ## Why it matters
    /// A request is either answered at the gateway or passed on. Istio refuses the VirtualService,
    /// and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       directResponse: {status: 503}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       directResponse: {status: 503}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`.
    Error 3239 "vs-direct-and-route" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if both::answers_directly(route) && both::has_items(route, "route") {
        both::report(cx, route, "route", "directResponse")
            .help("keep `directResponse` to answer at the gateway, `route` to pass requests on");
    }
}
