use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route that both redirects and injects faults.
    ///
    /// ## Why it matters
    /// Faults disturb requests on their way to a destination, and a redirect has none. Istio
    /// refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       redirect: {authority: new.example.org}
    ///       fault: {abort: {httpStatus: 503, percentage: {value: 1}}}
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
    /// ## Fix
    /// Removes `fault`, when asked for unsafe fixes.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`.
    Error 3236 "vs-redirect-and-fault" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if !route.is_root() && route.node.has("redirect") && route.node.has("fault") {
        let fix = both::removal(cx, route, "fault");
        both::report(cx, route, "redirect", "fault")
            .help("keep `redirect` alone: it passes no request on that could fail")
            .fix(fix);
    }
}
