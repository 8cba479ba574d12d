use super::paths::{Path, page_with_wrong_slash, paths};
use crate::rules::prelude::*;

rule! {
    /// A prefix and its replacement of which only one ends with a slash.
    ///
    /// ## Why it matters
    /// The matched prefix is replaced as text, nothing else: `/app` with `/` turns `/app/page` into
    /// `//page`, and `/app/` with `/new` turns it into `/newpage`. Many services answer 404 to
    /// either.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /app}}]
    ///       rewrite: {uri: /}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /app/}}, {uri: {exact: /app}}]
    ///       rewrite: {uri: /}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `applyHTTPRouteDestination`; Envoy's `source/common/router/config_impl.cc`.
    Warning 4201 "lint-rewrite-slash-mismatch" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["rewrite", "uri"]) else {
        return;
    };
    let Some(new) = node.as_str() else { return };
    for item in paths(*route) {
        let Path::Prefix(prefix) = item.path else {
            continue;
        };
        let Some(page) = page_with_wrong_slash(prefix, new) else {
            continue;
        };
        if item.is_taken_before(*route, &page) {
            continue;
        }
        let rest = page.strip_prefix(prefix).unwrap_or_default();
        let finding = cx
            .report(node, format!("`{page}` is sent on as `{new}{rest}`"))
            .label(format!("takes the place of `{prefix}`"));
        if prefix.ends_with('/') {
            finding
                .note("the slash at the end of the prefix is replaced with it: services answer 404")
                .help(format!("end both with a slash: `uri: {new}/`"));
        } else {
            finding
                .note(format!(
                    "only `{prefix}` is replaced, and the slash behind it stays: many services \
                     answer 404 to such a path"
                ))
                .help(format!(
                    "match `prefix: {prefix}/` and, as a second item, `exact: {prefix}`"
                ));
        }
    }
}
