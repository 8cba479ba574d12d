use crate::istio::syntax::header::is_token;
use crate::rules::prelude::*;

rule! {
    /// The name of a changed header with a character that no header has.
    ///
    /// ## Why it matters
    /// Istio does not look at the name, but the gateway does: it refuses all routes of the server,
    /// and changes no longer reach it.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers: {response: {set: {"x-frame-options:": DENY}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers: {response: {set: {x-frame-options: DENY}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// RFC 9110, section 5.6.2; Envoy: `api/envoy/config/core/v3/base.proto`, `HeaderValue`.
    Warning 4310 "lint-header-name-chars" HeaderOperation(check)
}

fn check(cx: &mut Context<'_>, operation: &HeaderOperation<'_>) {
    let name = operation.name();
    if name.is_empty() || name.starts_with(':') {
        return;
    }
    let Some(found) = name.chars().find(|&c| !is_token(c)) else {
        return;
    };
    let character = match found {
        ' ' => "a space".to_owned(),
        _ => format!("`{}`", found.escape_debug()),
    };
    let message = format!(
        "`{}` is no name of a header: it has {character}",
        name.escape_debug()
    );
    let finding = match operation.operation {
        Operation::Remove(node) => cx.report(node, message),
        Operation::Set(_) | Operation::Add(_) => cx.report_key(operation.holder, name, message),
    };
    finding
        .label("no header name")
        .note("Istio lets it through, but the gateway may refuse all its routes because of it: then no change of any release reaches it")
        .help("write the name alone, of letters, digits and `-`");
}
