use super::both;
use crate::rules::prelude::*;

rule! {
    /// A route that has both `mirror` and `mirrors`.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    ///       mirror: {host: next.example.org, port: {number: 8080}}
    ///       mirrors: [{destination: {host: test.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    ///       mirrors:
    ///         - destination: {host: next.example.org, port: {number: 8080}}
    ///         - destination: {host: test.example.org, port: {number: 8080}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`, which
    /// does not look at it where there is a `delegate`.
    Error 3243 "vs-mirror-and-mirrors" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if !route.is_root() && route.node.has("mirror") && both::has_items(route, "mirrors") {
        both::report(cx, route, "mirror", "mirrors")
            .help("make `mirror` an item of `mirrors`: `- destination: {host: ...}`");
    }
}
