use super::percentage;
use crate::rules::prelude::*;

rule! {
    /// A `mirrorPercentage` below 0 or above 100.
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
    ///       mirrorPercentage: {value: 150}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    ///       mirror: {host: next.example.org, port: {number: 8080}}
    ///       mirrorPercentage: {value: 50}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRoute`.
    Error 3246 "vs-mirrorpercentage-range" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    percentage::check(cx, route.node.at(&["mirrorPercentage", "value"]));
}
