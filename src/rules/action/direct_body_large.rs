use super::body::{LARGE, LARGEST, body};
use crate::rules::prelude::*;

rule! {
    /// A direct response with a body of more than 100 KiB.
    ///
    /// ## Why it matters
    /// Istio warns: the body is sent to every gateway together with its routes, again with every
    /// change of any of them, and held in memory there.
    ///
    /// ## Example
    /// ```yaml repeat=102401
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /down}}]
    ///       directResponse: {status: 503, body: {string: "…"}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /down}}]
    ///       directResponse: {status: 503, body: {string: back soon}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPDirectResponse`.
    Warning 3328 "vs-direct-body-large" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some((node, size)) = body(route) else {
        return;
    };
    if size > LARGE && size <= LARGEST {
        cx.report(
            node,
            format!("the answer has {size} bytes; above {LARGE} Istio warns"),
        )
        .label("more than 100 KiB")
        .note("every gateway gets the whole text again with every change of its routes")
        .help("serve the page from a service of its own, and lead the route there");
    }
}
