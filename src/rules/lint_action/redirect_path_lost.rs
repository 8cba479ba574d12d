use super::paths::{Path, paths};
use crate::istio::Version;
use crate::rules::prelude::*;

rule! {
    /// A redirect to one path for all paths below a prefix.
    ///
    /// ## Why it matters
    /// `redirect.uri` replaces the whole path: with the prefix `/docs`, a bookmark of
    /// `/docs/install` leads to the same page as `/docs`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /docs/}}]
    ///       redirect: {uri: /manual/}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /docs/}}]
    ///       redirect: {uri: /manual/}
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `ApplyRedirect`. `prefixRewrite` is there since 1.31.
    Info 4208 "lint-redirect-path-lost" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(redirect) = route.node.field("redirect") else {
        return;
    };
    let (Some(node), Some(new)) = (redirect.field("uri"), redirect.filled("uri")) else {
        return;
    };
    let last = new.rsplit('/').next().unwrap_or_default();
    if !new.starts_with('/') || new.contains(['?', '#']) || last.contains('.') {
        return;
    }
    let knows_prefix = cx.istio >= Version::new(31);
    let moves = redirect.filled("authority").is_some();
    for item in paths(*route) {
        let below = match item.path {
            Path::Any | Path::Prefix("/") if moves && new == "/" => "every path".to_owned(),
            Path::Prefix(prefix) if prefix.len() > 1 && prefix.starts_with('/') => {
                format!("every path that begins with `{prefix}`")
            }
            _ => continue,
        };
        // Pages below the prefix that an earlier route takes are not redirected.
        let page = match item.path {
            Path::Prefix(prefix) if !prefix.ends_with('/') => format!("{prefix}/page"),
            Path::Prefix(prefix) => format!("{prefix}page"),
            _ => "/page".to_owned(),
        };
        if item.is_taken_before(*route, &page) || (item.loops(*route, new) && !moves) {
            continue;
        }
        let finding = cx
            .report(node, format!("{below} is redirected to `{new}`"))
            .label("replaces the whole path")
            .note("links to pages below it no longer lead to these pages");
        match item.path {
            Path::Prefix(prefix) if prefix.len() > 1 => {
                if knows_prefix {
                    finding.help(format!(
                        "to keep what follows `{prefix}`, write `prefixRewrite` in place of `uri`; \
                         for one page, match it with `exact`"
                    ));
                } else {
                    finding.help("if one page is meant, match it with `exact`");
                }
            }
            _ => {
                finding.help("leave `uri` out to keep the path");
            }
        }
    }
}
