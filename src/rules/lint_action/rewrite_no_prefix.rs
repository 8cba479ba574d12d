use super::paths::{Path, paths};
use crate::rules::prelude::*;

rule! {
    /// A rewritten path on a route that matches every path.
    ///
    /// ## Why it matters
    /// Where a route names no prefix, the prefix is `/`, and `rewrite.uri` takes the place of that
    /// one slash: with `/v1`, a request for `/page` reaches the service as `/v1page`, which it
    /// answers with 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       rewrite: {uri: /v1}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       rewrite: {uri: /v1/}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `applyHTTPRouteDestination`; Envoy's `source/common/router/config_impl.cc`.
    Warning 4200 "lint-rewrite-no-prefix" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(rewrite) = route.node.field("rewrite") else {
        return;
    };
    let Some(new) = rewrite.filled("uri") else {
        return;
    };
    let matches_all = |path: &Path<'_>| matches!(path, Path::Any | Path::Prefix("/"));
    if new.len() > 1
        && new.starts_with('/')
        && !new.ends_with('/')
        && paths(*route).iter().any(|item| matches_all(&item.path))
    {
        cx.report(
            rewrite.field("uri").unwrap_or(rewrite),
            format!("`/page` is sent on as `{new}page`"),
        )
        .label("takes the place of the first `/`")
        .note("a route for every path has the prefix `/`, and only that slash is replaced")
        .help(format!("end it with a slash: `uri: {new}/`"));
    }
}
