use super::percentage;
use crate::rules::common::whole;
use crate::rules::prelude::*;

rule! {
    /// A `mirrorPercent` above 100.
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
    ///       mirrorPercent: 200
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
    ///       mirrorPercentage: {value: 100}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRoute`.
    Error 3244 "vs-mirrorpercent-range" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let percent = route.node.field("mirrorPercent");
    percentage::check(cx, percent.filter(|node| whole::unsigned(node).is_some()));
}
