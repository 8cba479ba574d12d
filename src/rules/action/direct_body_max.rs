use super::body::{LARGEST, body};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A direct response with a body of more than 1 MiB.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails: every gateway would hold the body in
    /// memory, with its routes.
    ///
    /// ## Example
    /// ```yaml repeat=1048577
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
    Error 3327 "vs-direct-body-max" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some((node, size)) = body(route) else {
        return;
    };
    if size > LARGEST {
        cx.report(
            node,
            format!("the answer has {size} bytes; Istio takes {LARGEST} at most"),
        )
        .label("more than 1 MiB")
        .note(refused::VIRTUAL_SERVICE)
        .help("serve the page from a service of its own, and lead the route there");
    }
}
