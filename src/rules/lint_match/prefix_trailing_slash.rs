use crate::re2::{self, Match};
use crate::rules::prelude::*;

rule! {
    /// A prefix that ends in a slash, where nothing takes the path without it.
    ///
    /// ## Why it matters
    /// The prefix `/pad/` does not take `/pad`: whoever types the address without the slash at the end
    /// gets a 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /pad/}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /pad}}, {uri: {prefix: /pad/}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`.
    Warning 4104 "lint-prefix-trailing-slash" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    let (Subject::Uri, Some(prefix)) = (condition.subject, condition.prefix()) else {
        return;
    };
    let Some(bare) = prefix.strip_suffix('/') else {
        return;
    };
    if !bare.starts_with('/') || bare.ends_with('/') {
        return;
    }
    // What another route takes, if only for some requests, somebody has thought of.
    let mut routes = condition.route.service.routes();
    if routes.any(|route| takes(route, bare)) {
        return;
    }
    let at = condition.node.field("prefix").unwrap_or(condition.node);
    cx.report(
        at,
        format!("the prefix `{prefix}` does not take `{bare}`, and nothing else does"),
    )
    .label("only with the slash")
    .note(format!("a request for `{bare}` gets a 404"))
    .help(format!(
        "add an item for exact `{bare}`, or a route that redirects it to `{prefix}`"
    ));
}

/// Whether a route may take a path.
fn takes(route: HttpRoute<'_>, path: &str) -> bool {
    if route.node.items("match").is_empty() {
        return true;
    }
    route.matches().any(|item| {
        let Some(uri) = item.node.field("uri") else {
            return true;
        };
        match (uri.text("exact"), uri.text("prefix"), uri.text("regex")) {
            (Some(exact), ..) => exact.eq_ignore_ascii_case(path),
            (_, Some(prefix), _) => path
                .get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
            (_, _, Some(regex)) => {
                re2::parse(regex).map_or(true, |regex| regex.matches_whole(path) != Match::No)
            }
            _ => true,
        }
    })
}
