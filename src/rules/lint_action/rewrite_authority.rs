use super::authority::{host_in, not_in_a_host};
use crate::rules::prelude::*;

rule! {
    /// A `rewrite.authority` that is no host.
    ///
    /// ## Why it matters
    /// The text becomes the `Host` header of the request to the service, as it stands. With a
    /// scheme, a path or a space in it, services answer 400 or 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       rewrite: {authority: "https://pad.example.org"}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       rewrite: {authority: pad.example.org}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `applyHTTPRouteDestination`; Envoy's `source/common/router/config_impl.cc`.
    Warning 4206 "lint-rewrite-authority" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["rewrite", "authority"]) else {
        return;
    };
    if let Some(text) = node.as_str()
        && let Some(part) = not_in_a_host(text)
    {
        cx.report(
            node,
            format!("`{}` is no host: it has {part}", text.escape_debug()),
        )
        .label("becomes the `Host` header")
        .note("the service gets it as it stands, knows no such host, and answers 400 or 404")
        .help(format!("write the host alone, such as `{}`", host_in(text)));
    }
}
