use super::regex;
use crate::rules::prelude::*;

rule! {
    /// A condition on the path with a regular expression that Istio cannot read.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. Expressions are RE2: there is no
    /// look-around and no back-reference, and at most 1024 bytes. They are compared with the whole
    /// path.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {regex: '/shop/(?!old).*'}}]
    ///       route: [{destination: {host: shop.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {regex: '/shop/old.*'}}]
    ///       directResponse: {status: 410}
    ///     - match: [{uri: {prefix: /shop/}}]
    ///       route: [{destination: {host: shop.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateStringMatchRegexp`; Go's `regexp`.
    Error 3260 "vs-match-uri" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    if condition.subject == Subject::Uri
        && let Some(expression) = condition.node.field("regex")
    {
        regex::check(cx, expression, "the path");
    }
}
