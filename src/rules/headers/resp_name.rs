use crate::istio::syntax::header::other_change_name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A header of answers that cannot be changed.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. An answer has no `host`, and its
    /// headers that start with `:`, such as the status, stay as they are.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       headers: {response: {set: {":status": "404"}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       headers: {response: {set: {x-frame-options: DENY}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateHTTPHeaderOperationName`.
    Error 3312 "vs-headers-resp-name" HeaderOperation(check)
}

fn check(cx: &mut Context<'_>, change: &HeaderOperation<'_>) {
    if change.on_request {
        return;
    }
    let name = change.name();
    let Err(problem) = other_change_name(name) else {
        return;
    };
    let message = format!("the answer's header `{name}` cannot be changed");
    let finding = match change.operation {
        Operation::Remove(node) if node.as_str().is_none() => return,
        Operation::Remove(node) => cx.report(node, message),
        _ => cx.report_key(change.holder, name, message),
    };
    let help = match name {
        ":status" => "answer with `directResponse: {status: ...}` to choose the status",
        _ => "remove it, or write the name of a plain header",
    };
    finding
        .label(problem.to_string())
        .note(refused::VIRTUAL_SERVICE)
        .help(help);
}
