use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A redirect with both `uri` and `prefixRewrite`.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails: one replaces the whole path, the
    /// other the matched prefix, and a request cannot get both.
    ///
    /// ## Example
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /old/}}]
    ///       redirect: {uri: /new, prefixRewrite: /new/}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /old/}}]
    ///       redirect: {prefixRewrite: /new/}
    /// ```
    ///
    /// ## Source
    /// Istio 1.31: `pkg/config/validation/validation.go`, the redirect of a route.
    Error 3320 "vs-redirect-uri-prefix" HttpRoute(check) since 31
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(redirect) = route.node.field("redirect") else {
        return;
    };
    if redirect.filled("uri").is_some() && redirect.filled("prefixRewrite").is_some() {
        cx.report_key(
            redirect,
            "prefixRewrite",
            "a redirect cannot have both `uri` and `prefixRewrite`",
        )
        .label("there is a `uri` beside it")
        .note(refused::VIRTUAL_SERVICE)
        .help(
            "keep `uri` to send every request to that one path, or `prefixRewrite` to replace the \
             matched prefix and keep what follows it",
        );
    }
}
