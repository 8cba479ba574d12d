use super::paths::{Path, page_with_wrong_slash, paths};
use crate::rules::prelude::*;

rule! {
    /// A `prefixRewrite` to `/` for a prefix without a slash at its end.
    ///
    /// ## Why it matters
    /// The prefix is replaced as text: with `/old` and `/`, a request for `/old/page` is redirected
    /// to `//page`, which browsers take for a host called `page`.
    ///
    /// ## Example
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /old}}]
    ///       redirect: {prefixRewrite: /}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml istio=1.31
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /old/}}]
    ///       redirect: {prefixRewrite: /}
    /// ```
    ///
    /// ## Source
    /// Istio 1.31: `redirect.prefixRewrite`; Envoy: `source/common/router/config_impl.cc`.
    Warning 4211 "lint-redirect-prefix-root" HttpRoute(check) since 31
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["redirect", "prefixRewrite"]) else {
        return;
    };
    if node.as_str() != Some("/") {
        return;
    }
    for item in paths(*route) {
        if let Path::Prefix(prefix) = item.path
            && !prefix.ends_with('/')
            && let Some(page) = page_with_wrong_slash(prefix, "/")
            && !item.is_taken_before(*route, &page)
        {
            cx.report(node, format!("`{page}` is redirected to `//page`"))
                .label(format!("takes the place of `{prefix}`"))
                .note("only the prefix is replaced, and the slash behind it stays: browsers take `page` for a host")
                .help(format!(
                    "match `prefix: {prefix}/` and, as a second item, `exact: {prefix}`"
                ));
        }
    }
}
