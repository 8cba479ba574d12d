use crate::istio::syntax::header::other_change_name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A header of requests that cannot be removed.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. A request cannot be without `host`,
    /// nor without the headers that start with `:`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       headers: {request: {remove: [host]}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       headers: {request: {set: {host: pad.internal.example.org}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateHTTPHeaderOperationName`.
    Error 3311 "vs-headers-req-remove" HeaderOperation(check)
}

fn check(cx: &mut Context<'_>, change: &HeaderOperation<'_>) {
    let Operation::Remove(node) = change.operation else {
        return;
    };
    if !change.on_request {
        return;
    }
    if let Some(name) = node.as_str()
        && let Err(problem) = other_change_name(name)
    {
        let help = if name.eq_ignore_ascii_case("host") {
            "remove the item; another host is written with `set: {host: ...}`"
        } else {
            "remove the item, or write the name of a plain header"
        };
        cx.report(
            node,
            format!("the request's header `{name}` cannot be removed"),
        )
        .label(problem.to_string())
        .note(refused::VIRTUAL_SERVICE)
        .help(help);
    }
}
