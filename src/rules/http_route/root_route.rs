use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route with `delegate` that also has destinations.
    ///
    /// ## Why it matters
    /// `delegate` hands the requests to the routes of another VirtualService; where they go is said
    /// there. Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       delegate: {name: pad-routes}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
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
    Error 3231 "vs-root-route" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if route.is_root() && both::has_items(route, "route") {
        both::report(cx, route, "delegate", "route")
            .help("remove `route` or `delegate`; the routes of the delegate say where requests go");
    }
}
