use super::condition;
use crate::rules::prelude::*;

rule! {
    /// A condition on a query parameter that Istio refuses: an empty prefix, or an expression that it
    /// cannot read.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. That a parameter is there at all is
    /// asked with `{}`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{queryParams: {preview: {prefix: ""}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{queryParams: {preview: {exact: "1"}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteMatchRequest`. An
    /// empty prefix is refused since 1.22.
    Error 3267 "vs-match-query" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    if matches!(condition.subject, Subject::QueryParam(_)) {
        condition::check(cx, condition);
    }
}
