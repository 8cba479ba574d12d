use crate::re2;
use crate::rules::prelude::*;

rule! {
    /// A reference in `uriRegexRewrite.rewrite` to a group that is not there, or in the wrong
    /// spelling.
    ///
    /// ## Why it matters
    /// `\1` to `\9` stand for the groups of the expression, `\0` for all of it. A reference to a
    /// group that does not exist spoils the rewrite: depending on its version the gateway refuses
    /// the routes or leaves the path as it was. `$1` is plain text and reaches the service so.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /app/}}]
    ///       rewrite: {uriRegexRewrite: {match: "^/app/(.*)", rewrite: /$1}}
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
    /// Envoy: `source/common/router/config_impl.cc`; RE2's `RE2::GlobalReplace`.
    Warning 4205 "lint-rewrite-backref" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(regex) = route.node.at(&["rewrite", "uriRegexRewrite"]) else {
        return;
    };
    let (Some(pattern), Some(node)) = (regex.filled("match"), regex.field("rewrite")) else {
        return;
    };
    let Some(text) = node.as_str() else { return };
    let Ok(regex) = re2::parse(pattern) else {
        return;
    };
    let groups = regex.groups();
    for reference in references(text) {
        match reference {
            Reference::Group(number) if number > groups => {
                let has = match groups {
                    0 => "it has none".to_owned(),
                    1 => "it has one".to_owned(),
                    _ => format!("it has {groups}"),
                };
                cx.report(
                    node,
                    format!("`\\{number}` is a group that the expression does not have: {has}"),
                )
                .label("no such group")
                .note("the path is not rewritten, or the gateway refuses the routes")
                .help("put the part of the path that is meant in `(...)` in `match`");
            }
            Reference::Group(_) => {}
            Reference::Dollar(number) => {
                cx.report(node, format!("`${number}` is sent on as it stands"))
                    .label("plain text")
                    .note("the service answers 404 to such a path: groups are written with a backslash here")
                    .help(format!("write `\\{number}`"));
            }
            Reference::Unknown => {
                cx.report(node, "a `\\` in the new path is not followed by a number")
                    .label("no reference to a group")
                    .note("the path is not rewritten, or the gateway refuses the routes")
                    .help("write `\\1` for the first group, `\\\\` for a backslash");
            }
        }
    }
}

#[derive(Debug, PartialEq)]
enum Reference {
    /// `\1`
    Group(usize),
    /// `$1`
    Dollar(u32),
    /// `\d`
    Unknown,
}

fn references(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let number = rest.peek().and_then(|next| next.to_digit(10));
        match (c, number) {
            ('\\', Some(number)) => found.push(Reference::Group(number as usize)),
            // `\\` stands for itself.
            ('\\', None) if rest.next() != Some('\\') => found.push(Reference::Unknown),
            ('$', Some(number)) => found.push(Reference::Dollar(number)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_re2_does() {
        assert_eq!(references(r"/\1\\2"), [Reference::Group(1)]);
        assert_eq!(references(r"/$1"), [Reference::Dollar(1)]);
        assert_eq!(references(r"/\d"), [Reference::Unknown]);
        assert_eq!(references("\\"), [Reference::Unknown]);
        assert_eq!(references("/a$/b"), []);
    }
}
