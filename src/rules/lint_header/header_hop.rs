use crate::rules::prelude::*;

rule! {
    /// A change of a header that belongs to the connection.
    ///
    /// ## Why it matters
    /// `content-length`, `transfer-encoding`, `connection` and their like say how a message is sent
    /// on one connection. The gateway writes them itself: a change is dropped, or breaks the
    /// message. WebSockets need none: the gateway passes them on.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers: {request: {set: {connection: upgrade}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers: {request: {set: {x-forwarded-prefix: /pad}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// RFC 9110, section 7.6.1; Istio 1.30: `pilot/pkg/networking/core/listener_builder.go`,
    /// upgrades.
    Warning 4311 "lint-header-hop" HeaderOperation(check)
}

/// Headers that say how long a message is: neither written nor removed.
const FRAMING: [&str; 2] = ["content-length", "transfer-encoding"];
/// Headers about a connection: not written.
const CONNECTION: [&str; 4] = ["connection", "keep-alive", "upgrade", "trailer"];

fn check(cx: &mut Context<'_>, operation: &HeaderOperation<'_>) {
    let name = operation.name().to_ascii_lowercase();
    let writes = operation.value().is_some();
    let name = name.as_str();
    let is_about_connection = FRAMING.contains(&name) || (writes && CONNECTION.contains(&name));
    if !is_about_connection {
        return;
    }
    let message = format!("the gateway itself takes care of `{name}`");
    let finding = match operation.operation {
        Operation::Remove(node) => cx.report(node, message),
        Operation::Set(entry) | Operation::Add(entry) => {
            cx.report_key(operation.holder, &entry.key, message)
        }
    };
    let finding = finding.label("about one connection only").note(
        "the change is dropped, or the other side cannot read the request or the answer any more",
    );
    match name {
        "connection" | "upgrade" => {
            finding.help("remove this; WebSockets are passed on without it")
        }
        _ => finding.help("remove this"),
    };
}
