use crate::istio::syntax::header::cors_name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// An item of `exposeHeaders` that is no name of a header.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         exposeHeaders: ["x-request-id:"]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         exposeHeaders: [x-request-id]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateCORSHTTPHeaderName`.
    Error 3383 "vs-cors-expose-header" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(policy) = route.node.field("corsPolicy") else {
        return;
    };
    for node in policy.items("exposeHeaders") {
        let Some(name) = node.as_str() else { continue };
        if let Err(problem) = cors_name(name) {
            let message = format!(
                "`{}` is no name of a header: {problem}",
                name.escape_debug()
            );
            let help = if name.contains([',', ' ']) {
                "write a list with one name in each item"
            } else {
                "write the name alone, such as `x-request-id`, or `*` for any"
            };
            cx.report(node, message)
                .label("no header name")
                .note(refused::VIRTUAL_SERVICE)
                .help(help);
        }
    }
}
