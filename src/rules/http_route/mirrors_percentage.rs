use super::percentage;
use crate::rules::prelude::*;

rule! {
    /// An item of `mirrors` with a percentage below 0 or above 100.
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
    ///       mirrors:
    ///         - destination: {host: next.example.org, port: {number: 8080}}
    ///           percentage: {value: 150}
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
    ///           percentage: {value: 50}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPMirrors`.
    Error 3247 "vs-mirrors-percentage" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    for mirror in route.node.items("mirrors") {
        percentage::check(cx, mirror.at(&["percentage", "value"]));
    }
}
