use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A rewrite that rewrites nothing.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}]
    ///       rewrite: {uri: ""}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}]
    ///       rewrite: {uri: /}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRewrite`.
    Error 3330 "vs-rewrite-empty" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(rewrite) = route.node.field("rewrite") else {
        return;
    };
    let is_empty = |key| {
        rewrite
            .field(key)
            .is_none_or(|value| value.as_str() == Some(""))
    };
    if rewrite.as_map().is_some()
        && is_empty("uri")
        && is_empty("authority")
        && !rewrite.has("uriRegexRewrite")
    {
        cx.report_key(
            route.node,
            "rewrite",
            "this rewrite does not say what to write",
        )
        .label("neither a path nor a host")
        .note(refused::VIRTUAL_SERVICE)
        .help(
            "write the new prefix as `uri` (`/` to cut the matched one off), or the new host as \
                 `authority`, or remove `rewrite`",
        );
    }
}
