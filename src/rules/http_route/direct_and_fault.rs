use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route that both answers directly and injects faults.
    ///
    /// ## Why it matters
    /// Faults disturb requests on their way to a destination, and a direct answer has none. Istio
    /// refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       directResponse: {status: 204}
    ///       fault: {delay: {fixedDelay: 2s, percentage: {value: 100}}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       directResponse: {status: 204}
    /// ```
    ///
    /// ## Fix
    /// Removes `fault`, when asked for unsafe fixes.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`.
    Error 3240 "vs-direct-and-fault" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if both::answers_directly(route) && route.node.has("fault") {
        let fix = both::removal(cx, route, "fault");
        both::report(cx, route, "directResponse", "fault")
            .help("keep `directResponse` alone: it passes no request on that could fail")
            .fix(fix);
    }
}
