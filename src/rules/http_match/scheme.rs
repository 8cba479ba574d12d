use super::condition;
use crate::rules::prelude::*;

rule! {
    /// A condition on the scheme that Istio refuses: an empty prefix, or an expression that it
    /// cannot read.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{scheme: {regex: "https?("}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{scheme: {exact: https}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateStringMatch`. An empty prefix is
    /// refused since 1.22.
    Error 3261 "vs-match-scheme" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    if condition.subject == Subject::Scheme {
        condition::check(cx, condition);
    }
}
