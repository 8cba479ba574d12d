use crate::re2::{self, Match};
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A CORS policy on a route that the question of the browser cannot reach.
    ///
    /// ## Why it matters
    /// Before a request with a method or a header that is not harmless, a browser asks with
    /// OPTIONS. A route for other methods only does not match that question: it gets 404, and the
    /// request is never made.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}, method: {exact: PUT}}]
    ///       corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         allowMethods: [PUT]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match:
    ///         - {uri: {prefix: /api/}, method: {exact: PUT}}
    ///         - {uri: {prefix: /api/}, method: {exact: OPTIONS}}
    ///       corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         allowMethods: [PUT]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateCORSPolicy`; Envoy:
    /// `source/extensions/filters/http/cors/cors_filter.cc`.
    Warning 4306 "lint-cors-preflight-unmatched" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(policy) = route.node.field("corsPolicy") else {
        return;
    };
    let asks_first = !policy.items("allowHeaders").is_empty()
        || policy.has("maxAge")
        || route.matches().any(|item| {
            let method = item.node.at(&["method", "exact"]).and_then(Node::as_str);
            !matches!(method, Some("GET" | "HEAD" | "POST") | None)
        });
    let forwards = !route.node.has("redirect") && !route.node.has("directResponse");
    let has_origins = !policy.items("allowOrigins").is_empty();
    // Another route that takes OPTIONS may answer for this one.
    if asks_first
        && forwards
        && has_origins
        && !route
            .service
            .routes()
            .any(|other| may_match_options(&other))
    {
        cx.report_key(
            route.node,
            "corsPolicy",
            "browsers cannot ask whether they are allowed",
        )
        .label("no item of `match` takes OPTIONS")
        .note("the question of the browser gets 404, and it never makes the request")
        .help("add an item to `match` with the same path and `method: {exact: OPTIONS}`");
    }
}

fn may_match_options(route: &HttpRoute<'_>) -> bool {
    let items = route.node.items("match");
    items.is_empty() || items.iter().any(item_may_match_options)
}

fn item_may_match_options(item: &Node) -> bool {
    let Some(method) = item.field("method") else {
        return true;
    };
    if let Some(exact) = method.text("exact") {
        exact == "OPTIONS"
    } else if let Some(prefix) = method.text("prefix") {
        "OPTIONS".starts_with(prefix)
    } else if let Some(pattern) = method.text("regex") {
        re2::parse(pattern).map_or(true, |regex| regex.matches_whole("OPTIONS") != Match::No)
    } else {
        true
    }
}
