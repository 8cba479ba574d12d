use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A CORS policy with credentials in which `*` does not mean everything.
    ///
    /// ## Why it matters
    /// On a request with credentials, browsers take `*` for a header or a method with that name.
    /// Envoy puts what was asked for in place of a `*` that stands alone in `allowMethods` or
    /// `allowHeaders`, but not of one beside others, nor in `exposeHeaders`: scripts are refused
    /// what the list seems to allow.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         allowCredentials: true
    ///         exposeHeaders: ["*"]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowOrigins: [{exact: https://www.example.org}]
    ///         allowCredentials: true
    ///         exposeHeaders: [x-request-id]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// The Fetch standard, sections on CORS; Envoy:
    /// `source/extensions/filters/http/cors/cors_filter.cc`.
    Warning 4301 "lint-cors-star-lists" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(policy) = route.node.field("corsPolicy") else {
        return;
    };
    if policy.flag("allowCredentials") != Some(true) {
        return;
    }
    for key in ["allowMethods", "allowHeaders", "exposeHeaders"] {
        let items = policy.items(key);
        if items.len() == 1 && key != "exposeHeaders" {
            continue;
        }
        let is_star = |node: &&Node| node.as_str() == Some("*");
        if let Some(star) = items.iter().find(is_star) {
            cx.report(
                star,
                format!("this `*` in `{key}` does not stand for everything"),
            )
            .label("taken for a name")
            .note("where cookies may be sent, browsers take `*` for a name like any other, and refuse the request")
            .help(format!("list what is meant in `{key}`"));
        }
    }
}
