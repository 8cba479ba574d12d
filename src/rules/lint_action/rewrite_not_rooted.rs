use crate::rules::prelude::*;

rule! {
    /// A rewritten path that does not begin with a slash.
    ///
    /// ## Why it matters
    /// Every path begins with `/`. The service gets a request that is no valid one, and answers 400
    /// or closes the connection.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /app/}}]
    ///       rewrite: {uri: new/}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /app/}}]
    ///       rewrite: {uri: /new/}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `applyHTTPRouteDestination`; Envoy's `source/common/router/config_impl.cc`.
    Warning 4203 "lint-rewrite-not-rooted" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    for (action, key) in [("rewrite", "uri"), ("redirect", "prefixRewrite")] {
        let Some(node) = route.node.at(&[action, key]) else {
            continue;
        };
        let Some(new) = node.as_str() else { continue };
        if new.is_empty() || new.starts_with('/') {
            continue;
        }
        let finding = cx
            .report(
                node,
                format!("the path `{}` does not begin with `/`", new.escape_debug()),
            )
            .label("takes the place of the prefix, with its slash")
            .note("the new path is no valid one: services answer 400, or browsers go astray");
        if new.trim().is_empty() {
            finding.help("to cut the prefix off, match `prefix: /app/` and write `/` here");
        } else if new.contains("://") {
            finding.help("write the path alone; the host goes to `authority`");
        } else {
            finding.help(format!("write `/{}`", new.trim()));
        }
    }
}
