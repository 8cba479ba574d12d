use crate::rules::common::refused;
use crate::rules::http_match::regex;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// An origin in `allowOrigins` that says nothing, or whose `regex` is no regular expression of
    /// RE2.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. `regex: "*"` is a frequent case: a
    /// star alone repeats nothing. Any origin is `exact: "*"`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{regex: "*"}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: "*"}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateAllowOrigins`.
    Error 3380 "vs-cors-origin" StringMatch(check)
}

fn check(cx: &mut Context<'_>, origin: &StringMatch<'_>) {
    if origin.subject != Subject::Origin {
        return;
    }
    let written = ["exact", "prefix", "regex"].map(|key| origin.node.field(key));
    let is_empty = |value: &Node| value.as_str() == Some("");
    let says_nothing = written.iter().flatten().all(|value| is_empty(value));
    if origin.node.as_map().is_some() && says_nothing {
        cx.report(origin.node, "this entry of `allowOrigins` names no origin")
            .label("no text in `exact`, `prefix` or `regex`")
            .note(refused::VIRTUAL_SERVICE)
            .help("write the origin as browsers send it, such as `exact: https://www.example.org`");
    }
    match origin.node.field("regex").map(|node| (node, node.as_str())) {
        Some((node, Some("*"))) => {
            cx.report(node, "`regex: \"*\"` is no regular expression")
                .label("nothing to repeat")
                .note(refused::VIRTUAL_SERVICE)
                .help("write `exact: \"*\"` for any origin");
        }
        None | Some((_, Some(""))) => {}
        Some((node, _)) => regex::check(cx, node, "the origin"),
    }
}
