use crate::rules::http_match::regex;
use crate::rules::prelude::*;

rule! {
    /// A `uriRegexRewrite` whose `match` is no regular expression of RE2, or is longer than 1024
    /// bytes.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. RE2 is the dialect of Go: no
    /// look-ahead, no look-behind, no references to groups inside the expression.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}]
    ///       rewrite: {uriRegexRewrite: {match: "^/api(?=/)", rewrite: /v1}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}]
    ///       rewrite: {uriRegexRewrite: {match: "^/api/", rewrite: /v1/}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateStringRegexp`.
    Error 3332 "vs-rewrite-regex" HttpRoute(check) since 20
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let regex = route.node.at(&["rewrite", "uriRegexRewrite"]);
    let Some(node) = regex.and_then(|regex| regex.field("match")) else {
        return;
    };
    // An empty one is told with the other parts that are missing.
    if node.as_str() != Some("") {
        regex::check(cx, node, "the rewrite");
    }
}
