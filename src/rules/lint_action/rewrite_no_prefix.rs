use super::paths::{Path, paths};
use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

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
    /// ## Fix
    /// Ends the new path with a slash. Requests reach the service under other paths then, so it
    /// must be asked for.
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `applyHTTPRouteDestination`; Envoy's `source/common/router/config_impl.cc`.
    Warning 4200 "lint-rewrite-no-prefix" HttpRoute(check) changes objects
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
        let node = rewrite.field("uri").unwrap_or(rewrite);
        let edit = replace_scalar(cx.sources, node, &Data::Str(format!("{new}/").into()));
        cx.report(node, format!("`/page` is sent on as `{new}page`"))
            .label("takes the place of the first `/`")
            .note(
                "a route for every path has the prefix `/`, and only that slash is replaced: the \
                 service knows no such path and answers 404",
            )
            .help(format!("end it with a slash: `uri: {new}/`"))
            .fix(edit.map(|edit| Fix::risky(format!("write `{new}/`"), vec![edit])));
    }
}
