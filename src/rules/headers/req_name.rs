use crate::istio::syntax::header::request_change_name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A header of requests that cannot be set or added.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. Of the headers that start with `:`
    /// only `:authority` can be set; it is the same as `host`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /}}]
    ///       headers: {request: {set: {":path": /start}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /}}]
    ///       rewrite: {uri: /start}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`,
    /// `ValidateHTTPHeaderWithAuthorityOperationName`.
    Error 3310 "vs-headers-req-name" HeaderOperation(check)
}

fn check(cx: &mut Context<'_>, change: &HeaderOperation<'_>) {
    if !change.on_request || matches!(change.operation, Operation::Remove(_)) {
        return;
    }
    let name = change.name();
    if let Err(problem) = request_change_name(name) {
        let help = match name {
            "" => "write the name of the header",
            ":path" => "use `rewrite: {uri: ...}` to change the path",
            _ => "write the name of a plain header, or `host`",
        };
        cx.report_key(
            change.holder,
            name,
            format!("the request's header `{name}` cannot be set"),
        )
        .label(problem.to_string())
        .note(refused::VIRTUAL_SERVICE)
        .help(help);
    }
}
