use super::paths::{Path, paths};
use crate::rules::prelude::*;

rule! {
    /// A `rewrite.uri` that seems to count on the groups of a regular expression.
    ///
    /// ## Why it matters
    /// `rewrite.uri` is plain text. On a route that matches with `regex` it replaces the whole
    /// path, so all pages become one; `\1` or `$1` in it reaches the service as it stands.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {regex: "/app/(.*)"}}]
    ///       rewrite: {uri: "/\\1"}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /app/}}]
    ///       rewrite: {uriRegexRewrite: {match: "^/app/(.*)", rewrite: "/\\1"}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning on Istio 1.30: `pilot/pkg/networking/core/route/route.go`,
    /// `applyHTTPRouteDestination`; Envoy's `source/common/router/config_impl.cc`.
    Warning 4202 "lint-rewrite-exact-regex" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["rewrite", "uri"]) else {
        return;
    };
    let Some(new) = node.as_str() else { return };
    if let Some(reference) = reference(new) {
        cx.report(
            node,
            format!("`{reference}` in `rewrite.uri` stands for nothing"),
        )
        .label("sent on as it stands")
        .note("`uri` is plain text, and the service answers 404 to such a path; only `uriRegexRewrite` knows groups")
        .help(
            "use `uriRegexRewrite`, with an expression such as `^/app/(.*)` in `match` and \
                 `/\\1` in `rewrite`",
        );
        return;
    }
    let is_file = new
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    let captures =
        |path: &Path<'_>| matches!(path, Path::Regex(regex) if ends_in_open_group(regex));
    if !new.is_empty() && !is_file && paths(*route).iter().any(|item| captures(&item.path)) {
        cx.report(
            node,
            format!("every path that the `regex` matches is sent on as `{new}`"),
        )
        .label("replaces the whole path")
        .note("on a route that matches with `regex` nothing of the old path is kept")
        .help(
            "match with `prefix` to keep what follows it, or use `uriRegexRewrite`, where \
                 `\\1` is the first group",
        );
    }
}

/// Whether an expression ends with a group that takes the rest of the path.
fn ends_in_open_group(regex: &str) -> bool {
    let end = regex.trim_end_matches(['$', '?']);
    ["(.*)", "(.+)", "(.*?)", "(/.*)", "(/.+)"]
        .iter()
        .any(|group| end.ends_with(group))
}

/// What looks like a reference to a group: `\1`, `$1`, `${1}`.
fn reference(text: &str) -> Option<&str> {
    text.match_indices(['\\', '$']).find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let behind = rest.get(1..)?;
        if behind.starts_with(|c: char| c.is_ascii_digit()) {
            return rest.get(..2);
        }
        let inside = behind.strip_prefix('{').filter(|_| rest.starts_with('$'))?;
        let end = inside.find('}')?;
        let is_number = end > 0 && inside.get(..end)?.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { rest.get(..end + 3) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_seen() {
        assert_eq!(reference(r"/a/\1"), Some(r"\1"));
        assert_eq!(reference("/a/$12"), Some("$1"));
        assert_eq!(reference("/a/${10}/b"), Some("${10}"));
        for plain in ["/a", "/a$", "/$x", r"/\d", "/${x}", "/${", "/é$"] {
            assert_eq!(reference(plain), None, "{plain}");
        }
    }
}
