use super::paths::{Path, paths};
use crate::diagnostic::Fix;
use crate::re2;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// A `uriRegexRewrite` that is meant for the beginning of the path but replaces every
    /// occurrence.
    ///
    /// ## Why it matters
    /// Without `^` the expression is looked for in the whole path, and each place is replaced: with
    /// `/api` and `/v2`, a request for `/api/docs/api` reaches the service as `/v2/docs/v2`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api}}]
    ///       rewrite: {uriRegexRewrite: {match: /api, rewrite: /v2}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api}}]
    ///       rewrite: {uriRegexRewrite: {match: ^/api, rewrite: /v2}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Fix
    /// Puts `^` before the expression. Requests may reach the service under other paths then, so it
    /// must be asked for.
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `applyHTTPRouteDestination`; Envoy's `source/common/router/config_impl.cc`.
    Warning 4204 "lint-rewrite-regex-unanchored" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let regex = route.node.at(&["rewrite", "uriRegexRewrite"]);
    let Some(node) = regex.and_then(|regex| regex.field("match")) else {
        return;
    };
    let Some(pattern) = node.as_str() else { return };
    let Ok(regex) = re2::parse(pattern) else {
        return;
    };
    if regex.starts_with_anchor() || regex.ends_with_anchor() || takes_the_rest(pattern) {
        return;
    }
    let (start, _) = regex.literal_prefix();
    let is_name = |c: char| c.is_ascii_alphanumeric();
    if !start
        .strip_prefix('/')
        .is_some_and(|name| name.starts_with(is_name))
    {
        return;
    }
    let begins_so = |path: &Path<'_>| match path {
        Path::Prefix(prefix) => prefix.starts_with(start.trim_end_matches('/')),
        _ => false,
    };
    if paths(*route).iter().all(|item| begins_so(&item.path)) {
        let edit = replace_scalar(cx.sources, node, &Data::Str(format!("^{pattern}").into()));
        cx.report(
            node,
            format!("`{pattern}` is replaced wherever it occurs in the path"),
        )
        .label("not only at the beginning")
        .note("one in the middle of the path is replaced, too, and the service gets a path that nobody asked for")
        .help("begin the expression with `^`, which stands for the beginning of the path")
        .fix(edit.map(|edit| Fix::risky(format!("write `^{pattern}`"), vec![edit])));
    }
}

/// Whether an expression ends with something that takes the rest of the path, so that there is one
/// occurrence only.
fn takes_the_rest(pattern: &str) -> bool {
    let end = pattern.trim_end_matches([')', '?']);
    end.ends_with(".*") || end.ends_with(".+")
}
