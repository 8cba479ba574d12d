use super::condition;
use crate::rules::prelude::*;

rule! {
    /// A condition on the host of a request that Istio refuses: an empty prefix, or an expression
    /// that it cannot read.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{authority: {regex: "*.example.org"}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{authority: {regex: '[^.]+\.example\.org'}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateStringMatch`. An empty prefix is
    /// refused since 1.22.
    Error 3263 "vs-match-authority" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    if condition.subject == Subject::Authority {
        condition::check(cx, condition);
    }
}
