use crate::rules::prelude::*;

rule! {
    /// A method in small letters.
    ///
    /// ## Why it matters
    /// Methods are compared with regard to case, and clients send them in capital letters: the match
    /// never holds.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, method: {exact: post}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, method: {exact: POST}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `translateHeaderMatch`; RFC 9110,
    /// section 9.1.
    Warning 4113 "lint-method-case" StringMatch(check)
}

const KNOWN: [&str; 9] = [
    "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
];

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    let is_method = match condition.subject {
        Subject::Method => true,
        Subject::Header(name) => name == ":method",
        _ => false,
    };
    let Some(at) = condition.node.field("exact").filter(|_| is_method) else {
        return;
    };
    let text = at.as_str().unwrap_or_default();
    let upper = text.to_ascii_uppercase();
    // Methods that are not known here may be spelled as their inventors like.
    if upper != text && KNOWN.contains(&upper.as_str()) {
        cx.report(at, format!("the method `{text}` never matches"))
            .label("small letters")
            .note("methods are compared with regard to case, and clients send capital letters")
            .help(format!("write `{upper}`"));
    }
}
