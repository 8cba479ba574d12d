use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

rule! {
    /// A redirect to a port above 65535.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails: there is no such port.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {port: 84430}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {port: 8443}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRedirect`.
    Error 3325 "vs-redirect-port" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(redirect) = route.node.field("redirect") else {
        return;
    };
    if let Some(node) = redirect.field("port")
        && let Some(port) = whole::unsigned(node)
        && port > 65535
    {
        cx.report(node, format!("there is no port {port}"))
            .label("above 65535")
            .note(refused::VIRTUAL_SERVICE)
            .help("write a port from 1 to 65535, or leave `port` out to keep that of the request");
    }
}
