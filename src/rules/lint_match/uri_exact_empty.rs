use crate::rules::prelude::*;

rule! {
    /// An exact path that is empty.
    ///
    /// ## Why it matters
    /// Even a request for the root of a site has the path `/`, so this never matches.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: ""}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`.
    Warning 4106 "lint-uri-exact-empty" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    if condition.subject != Subject::Uri || condition.exact() != Some("") {
        return;
    }
    let at = condition.node.field("exact").unwrap_or(condition.node);
    cx.report(at, "an empty path never matches")
        .label("empty")
        .note("even a request for the root of a site has the path `/`")
        .help("write `exact: /` for the root, or `prefix: /` for every path");
}
