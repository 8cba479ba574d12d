use crate::re2;
use crate::rules::prelude::*;

rule! {
    /// A dot between letters in an expression for a host, an origin or the end of a file name.
    ///
    /// ## Why it matters
    /// A dot stands for any character: `pad.example.org` as an expression also takes `padxexample.org`,
    /// a name that anybody can register. In an origin that lets a foreign site read answers.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, authority: {regex: '[a-z]+.example.org'}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, authority: {regex: '[a-z]+\.example\.org'}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// RE2's syntax; rutter's own reasoning.
    Info 4110 "lint-regex-unescaped-dot" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    let Some(text) = condition.regex() else {
        return;
    };
    let is_host = match condition.subject {
        Subject::Authority => true,
        Subject::Header(name) => ["host", ":authority", "origin", "referer"]
            .iter()
            .any(|other| name.eq_ignore_ascii_case(other)),
        Subject::Uri => false,
        _ => return,
    };
    let Ok(regex) = re2::parse(text) else { return };
    let sides = |dot: usize| Some((text.get(..dot)?, text.get(dot + 1..)?));
    let dots = regex.unescaped_dots().into_iter().filter_map(sides);
    let mut dots = dots.filter(|(_, after)| is_host || is_extension(after));
    let Some((before, after)) = dots.next() else {
        return;
    };
    let is_other = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    let before = before.rsplit(is_other).next().unwrap_or_default();
    let after = after.split(is_other).next().unwrap_or_default();
    let at = condition.node.field("regex").unwrap_or(condition.node);
    cx.report(
        at,
        format!("the dot in `{before}.{after}` stands for any character"),
    )
    .label("any character, not only a dot")
    .note(format!("`{before}x{after}` is taken, too"))
    .help(format!("write `{before}\\.{after}`"));
}

/// Whether an expression goes on with the extension of a file and then ends.
fn is_extension(rest: &str) -> bool {
    let known = [
        "css", "gif", "html", "ico", "jpg", "js", "json", "map", "png", "svg", "txt", "webp",
        "woff", "woff2", "xml",
    ];
    known.contains(&rest.trim_end_matches('$'))
}
