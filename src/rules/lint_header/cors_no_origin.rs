use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A CORS policy that allows no origin.
    ///
    /// ## Why it matters
    /// Scripts of other sites are refused, as without the policy; whatever else is set in it has no
    /// effect.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - corsPolicy:
    ///         allowMethods: [GET, POST]
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
    ///         allowMethods: [GET, POST]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateCORSPolicy`; Envoy:
    /// `source/extensions/filters/http/cors/cors_filter.cc`.
    Warning 4302 "lint-cors-no-origin" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(policy) = route.node.field("corsPolicy") else {
        return;
    };
    let lists = ["allowOrigins", "allowOrigin"].map(|key| policy.field(key));
    let has_origin = |list: &&Node| list.as_list().is_none_or(|items| !items.is_empty());
    let says_something = policy.as_map().is_some_and(|map| !map.is_empty());
    if says_something && !lists.iter().flatten().any(has_origin) {
        cx.report_key(
            route.node,
            "corsPolicy",
            "this CORS policy allows no origin",
        )
        .label("no `allowOrigins`")
        .note("browsers refuse the scripts of every other site, as they do without the policy")
        .help("add `allowOrigins`, such as `[{exact: https://www.example.org}]`");
    }
}
