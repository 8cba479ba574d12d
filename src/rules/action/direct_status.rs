use crate::istio::syntax::http::is_status;
use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

rule! {
    /// A direct response whose status is no status of HTTP.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /health}}]
    ///       directResponse: {status: 100}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /health}}]
    ///       directResponse: {status: 200}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPStatus`.
    Error 3326 "vs-direct-status" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(response) = route.node.field("directResponse") else {
        return;
    };
    if let Some(node) = response.field("status")
        && let Some(status) = whole::unsigned(node)
        && !is_status(i64::from(status))
    {
        cx.report(
            node,
            format!("the gateway cannot answer with status {status}"),
        )
        .label("not 200 to 599")
        .note(refused::VIRTUAL_SERVICE)
        .help("write a status from 200 to 599, such as 204 for an empty answer");
    }
}
