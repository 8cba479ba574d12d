use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::{Data, Node, edit};

rule! {
    /// A path with a `*` that is meant to stand for anything, and does not.
    ///
    /// ## Why it matters
    /// In an exact path or a prefix `*` is a letter as any other: the prefix `/api/*` takes requests
    /// for `/api/*` and none for `/api/pads`, which get a 404 or another route's answer. In an
    /// expression `*` repeats what stands before it: `/api/*` takes `/api` and `/api//`, and nothing
    /// below.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/*}}, {uri: {exact: /api}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}, {uri: {exact: /api}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Fix
    /// Writes the prefix or the expression that is meant. The route then takes requests that it did
    /// not take before, so it must be asked for.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`; RE2's syntax.
    Warning 4117 "lint-uri-glob" StringMatch(check) changes objects
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    if condition.subject != Subject::Uri {
        return;
    }
    for key in ["exact", "prefix"] {
        if let Some((at, text)) = text(condition, key)
            && text.contains('*')
        {
            literal(cx, at, key, text);
        }
    }
    if let Some((at, text)) = text(condition, "regex")
        && let Some(start) = text.strip_suffix('*')
        && start.ends_with('/')
        && is_plain(start)
    {
        let meant = format!("{start}.*");
        let fix = rewrite(cx, at, &meant);
        cx.report(
            at,
            format!("the expression `{text}` takes nothing below `{start}`"),
        )
        .label("any number of slashes")
        .note("in an expression `/*` means any number of slashes, not anything")
        .help(format!("write `{meant}`, or the prefix `{start}`"))
        .fix(fix);
    }
}

/// A rooted path; of others it is said already that they never match.
fn text<'a>(condition: &StringMatch<'a>, key: &str) -> Option<(&'a Node, &'a str)> {
    let at = condition.node.field(key)?;
    let text = at.as_str().filter(|text| text.starts_with('/'))?;
    Some((at, text))
}

fn literal(cx: &mut Context<'_>, at: &Node, key: &str, text: &str) {
    let start = text.trim_end_matches('*');
    let start = match start.strip_suffix('.') {
        Some(before) if text.len() > start.len() => before,
        _ => start,
    };
    let is_at_end = !start.contains('*');
    let (help, fix) = if is_at_end && start.ends_with('/') {
        let fix = match key {
            "prefix" => rewrite(cx, at, start),
            _ => None,
        };
        (format!("write the prefix `{start}`"), fix)
    } else if is_at_end {
        let help = format!("write the prefix `{start}/` and, for the path itself, exact `{start}`");
        (help, None)
    } else if let Some(mut meant) = expression(text) {
        if key == "prefix" && !meant.ends_with(".*") {
            meant.push_str(".*");
        }
        (format!("write an expression: `regex: '{meant}'`"), None)
    } else {
        ("write an expression with `regex`".to_owned(), None)
    };
    cx.report(
        at,
        format!("`*` is a letter in `{text}`, and stands for nothing else"),
    )
    .label("`*` is a letter here")
    .note("an exact path or a prefix is compared letter by letter: only an address with a `*` in it comes here, all others get a 404 or another route's answer")
    .help(help)
    .fix(fix);
}

/// The expression that a path with `*` in its middle is meant to be; `None` where characters in it
/// have a meaning in expressions.
fn expression(text: &str) -> Option<String> {
    let mut parts = text.split('/').peekable();
    let mut whole = Vec::new();
    while let Some(part) = parts.next() {
        whole.push(match part {
            "*" | ".*" | "**" if parts.peek().is_none() => ".*".to_owned(),
            "*" | ".*" | "**" => "[^/]+".to_owned(),
            _ if is_plain(&part.replace('*', "")) => part.replace('*', "[^/]*"),
            _ => return None,
        });
    }
    Some(whole.join("/"))
}

fn rewrite(cx: &Context<'_>, at: &Node, meant: &str) -> Option<Fix> {
    let edit = edit::replace_scalar(cx.sources, at, &Data::Str(meant.into()))?;
    Some(Fix::risky(format!("write `{meant}`"), vec![edit]))
}

/// Whether an expression of these characters is the path as it stands here.
fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    text.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::{RULE, expression};
    use crate::rules::testing::found;

    #[test]
    fn a_glob_is_said_as_an_expression() {
        for (glob, meant) in [
            ("/users/*/pads", "/users/[^/]+/pads"),
            ("/users/.*/pads/*", "/users/[^/]+/pads/.*"),
            ("/v*/pads", "/v[^/]*/pads"),
        ] {
            assert_eq!(expression(glob).as_deref(), Some(meant), "{glob}");
        }
        assert_eq!(expression("/a.b/*/c"), None);
    }

    #[test]
    fn only_what_is_surely_a_glob_is_told() {
        let count = |uri: &str| {
            let text = format!(
                "kind: VirtualService\nmetadata: {{name: a, namespace: demo}}\nspec: {{hosts: [a.org], http: [{{match: [{{uri: {uri}}}]}}]}}\n"
            );
            found(&text, &RULE).len()
        };
        for uri in [
            "{prefix: /api/*}",
            "{exact: /api/*}",
            "{prefix: '/api/.*'}",
            "{prefix: /api*}",
            "{exact: /a/*/b}",
            "{regex: /api/*}",
        ] {
            assert_eq!(count(uri), 1, "{uri}");
        }
        for uri in [
            "{prefix: /api/}",
            "{exact: '*'}",
            "{regex: '/api/.*'}",
            "{regex: '/(a|b)/*'}",
            "{regex: '/api/*x'}",
        ] {
            assert_eq!(count(uri), 0, "{uri}");
        }
    }
}
