use crate::istio::syntax::name::label;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A condition on the client's namespace that is no namespace.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{sourceNamespace: team_blue}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{sourceNamespace: team-blue}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteMatchRequest`.
    Error 3270 "vs-match-source-ns" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    let Some(node) = matches.node.field("sourceNamespace") else {
        return;
    };
    if let Some(text) = node.as_str()
        && !text.is_empty()
        && let Err(problem) = label(text)
    {
        cx.report(
            node,
            format!("no namespace can be called `{text}`: {problem}"),
        )
        .label("no namespace")
        .note(refused::VIRTUAL_SERVICE)
        .help(
            "write one namespace, with lower-case letters, digits and `-`; there are no wildcards",
        );
    }
}
