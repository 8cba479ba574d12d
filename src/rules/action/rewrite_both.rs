use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A rewrite with both `uri` and `uriRegexRewrite`.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails: the path can be rewritten in one way
    /// only.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}]
    ///       rewrite: {uri: /, uriRegexRewrite: {match: ^/api/, rewrite: /}}
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
    Error 3329 "vs-rewrite-both" HttpRoute(check) since 20
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(rewrite) = route.node.field("rewrite") else {
        return;
    };
    if rewrite.filled("uri").is_some() && rewrite.has("uriRegexRewrite") {
        cx.report_key(
            rewrite,
            "uriRegexRewrite",
            "a rewrite cannot have both `uri` and `uriRegexRewrite`",
        )
        .label("there is a `uri` beside it")
        .note(refused::VIRTUAL_SERVICE)
        .help(
            "keep `uri` to replace the matched prefix, or `uriRegexRewrite` to replace what a \
             regular expression finds",
        );
    }
}
