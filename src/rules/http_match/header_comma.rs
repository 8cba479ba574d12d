use super::header_name::refusal;
use crate::istio::syntax::header::is_jwt_claim;
use crate::rules::prelude::*;

rule! {
    /// A condition on a header with a comma in its name.
    ///
    /// ## Why it matters
    /// Istio takes the name, but no header can be called so: the condition never holds, and requests
    /// go to another route or get 404. In `withoutHeaders` it always holds.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{headers: {"x-team,x-group": {exact: blue}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match:
    ///         - headers: {x-team: {exact: blue}}
    ///         - headers: {x-group: {exact: blue}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `tchars`, where a range of characters takes
    /// the comma in; RFC 9110, section 5.6.2.
    Warning 3265 "vs-match-header-comma" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    for key in ["headers", "withoutHeaders"] {
        let Some(headers) = matches.node.field(key) else {
            continue;
        };
        for entry in matches.node.entries_of(key) {
            let name = entry.key.as_ref();
            if !name.contains(',') || is_jwt_claim(name) || refusal(cx.istio, name).is_some() {
                continue;
            }
            let holds = if key == "headers" { "never" } else { "always" };
            cx.report_key(headers, name, format!("no header can be called `{name}`"))
                .label("has a comma")
                .note(format!("Istio takes the name, and the condition {holds} holds"))
                .help("write one header for each key; for one or the other, write two items of `match`");
        }
    }
}
