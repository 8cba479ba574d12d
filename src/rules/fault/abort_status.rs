use crate::istio::syntax::http::is_status;
use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

rule! {
    /// A fault that answers with something that is no status of HTTP.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {httpStatus: 100, percentage: {value: 1}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {httpStatus: 503, percentage: {value: 1}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPStatus`.
    Error 3362 "vs-fault-abort-status" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["fault", "abort", "httpStatus"]) else {
        return;
    };
    if let Some(status) = whole::signed(node)
        && !is_status(i64::from(status))
    {
        cx.report(node, format!("a fault cannot answer with status {status}"))
            .label("not 200 to 599")
            .note(refused::VIRTUAL_SERVICE)
            .help("write a status from 200 to 599, such as 503");
    }
}
