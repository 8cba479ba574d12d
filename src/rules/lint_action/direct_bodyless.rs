use super::answer::sets_response_header;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A direct response whose status does not go with the rest of the answer.
    ///
    /// ## Why it matters
    /// An answer with 204, 205 or 304 has no body: clients drop it, or take it for the next answer.
    /// A status that says "look elsewhere" needs a `Location`: without one Envoy writes the address
    /// of the request, and the browser goes round in circles.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /ping}}]
    ///       directResponse: {status: 204, body: {string: pong}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /ping}}]
    ///       directResponse: {status: 200, body: {string: pong}}
    /// ```
    ///
    /// ## Source
    /// RFC 9110, sections 15.3 and 15.4; Envoy: `source/common/router/config_impl.cc`.
    Warning 4214 "lint-direct-bodyless" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(response) = route.node.field("directResponse") else {
        return;
    };
    let Some(status) = response.number("status") else {
        return;
    };
    let body = response.field("body");
    let is_filled = |body: &Node| {
        ["string", "bytes"]
            .iter()
            .any(|key| body.filled(key).is_some())
    };
    if [204.0, 205.0, 304.0].contains(&status) && body.is_some_and(is_filled) {
        cx.report_key(
            response,
            "body",
            format!("an answer with status {status} has no body"),
        )
        .label("not allowed with this status")
        .note("clients drop the body, or take it for the beginning of the next answer")
        .help("remove `body`, or answer with status 200");
    }
    let leads_elsewhere = [301.0, 302.0, 303.0, 307.0, 308.0].contains(&status);
    if leads_elsewhere && !sets_response_header(route, "location") {
        cx.report_key(
            response,
            "status",
            format!("an answer with status {status} must say where to look"),
        )
        .label("without a `Location`")
        .note("Envoy writes the address of the request itself, and browsers go round in circles")
        .help("use `redirect` in place of `directResponse`");
    }
}
