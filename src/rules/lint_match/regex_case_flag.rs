use crate::rules::prelude::*;

rule! {
    /// An item with `ignoreUriCase` and an expression for the path.
    ///
    /// ## Why it matters
    /// `ignoreUriCase` holds for exact paths and prefixes only. The expression still tells `/Pad` from
    /// `/pad`, and the requests that differ get a 404 or another route.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {regex: '/pad/[a-z]+'}, ignoreUriCase: true}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {regex: '(?i)/pad/[a-z]+'}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`; Envoy,
    /// `case_sensitive`.
    Warning 4111 "lint-regex-case-flag" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, item: &HttpMatch<'_>) {
    let regex = item.node.field("uri").and_then(|uri| uri.text("regex"));
    let (Some(regex), Some(true)) = (regex, item.node.flag("ignoreUriCase")) else {
        return;
    };
    let finding = cx
        .report_key(
            item.node,
            "ignoreUriCase",
            "`ignoreUriCase` has no effect on an expression",
        )
        .label("only for `exact` and `prefix`")
        .note("the gateway compares expressions letter by letter, whatever this says");
    if regex.starts_with("(?i") {
        finding.help("remove `ignoreUriCase`: the expression says it itself");
    } else {
        finding.help(format!(
            "write `regex: '(?i){regex}'` and remove `ignoreUriCase`"
        ));
    }
}
