use crate::rules::prelude::*;

rule! {
    /// Status 600 in a direct response or a fault.
    ///
    /// ## Why it matters
    /// Istio takes 600 by a slip, but Envoy takes statuses up to 599 only: the gateway refuses all
    /// routes of the server, and changes no longer reach it.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /down}}]
    ///       directResponse: {status: 600}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /down}}]
    ///       directResponse: {status: 503}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPStatus`; Envoy:
    /// `api/envoy/config/route/v3/route_components.proto`, `DirectResponseAction`.
    Error 4215 "lint-status-600" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let response: &[&str] = &["directResponse", "status"];
    let abort: &[&str] = &["fault", "abort", "httpStatus"];
    for path in [response, abort] {
        if let Some(node) = route.node.at(path)
            && node.as_number() == Some(600.0)
        {
            cx.report(node, "there is no status 600")
                .label("statuses end at 599")
                .note(
                    "Istio lets it through, but the gateway refuses all routes of the server \
                     because of it: no change of any release reaches it any more",
                )
                .help("write a status from 200 to 599, such as 503");
        }
    }
}
