use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A `prefixRewrite` on a route that matches a path by anything but its prefix.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails: with `exact` or `regex` there is no
    /// prefix that could be replaced.
    ///
    /// ## Example
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {prefixRewrite: /new}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {uri: /new}
    /// ```
    ///
    /// ## Source
    /// Istio 1.31: `pkg/config/validation/validation.go`, the redirect of a route.
    Error 3321 "vs-redirect-prefix-match" HttpRoute(check) since 31
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let redirect = route.node.field("redirect");
    if redirect
        .and_then(|redirect| redirect.filled("prefixRewrite"))
        .is_none()
    {
        return;
    }
    for item in route.matches() {
        if let Some(uri) = item.node.field("uri")
            && uri.as_map().is_some()
            && !uri.has("prefix")
        {
            cx.report(
                uri,
                "`prefixRewrite` needs a route that matches the path with `prefix`",
            )
            .label("no `prefix` to replace")
            .note(refused::VIRTUAL_SERVICE)
            .help("match with `prefix`, or write the whole new path as `uri` of the redirect");
        }
    }
}
