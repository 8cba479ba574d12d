use crate::re2;
use crate::rules::prelude::*;

rule! {
    /// An expression that begins with `^`.
    ///
    /// ## Why it matters
    /// It changes nothing: an expression must match the whole text anyway. Whoever writes `^` may
    /// believe that one without it is found anywhere in the text, which it is not.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {regex: '^/p/[a-z]+$'}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {regex: '/p/[a-z]+'}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Envoy, `safe_regex`: the whole text must match.
    Info 4109 "lint-regex-redundant-anchor" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    let Some(text) = condition.regex() else {
        return;
    };
    let Ok(regex) = re2::parse(text) else { return };
    // A lone `$` is how to say that the end is meant.
    if !regex.starts_with_anchor() {
        return;
    }
    let (marks, change) = if regex.ends_with_anchor() {
        ("`^` and `$`", "change")
    } else {
        ("`^`", "changes")
    };
    let at = condition.node.field("regex").unwrap_or(condition.node);
    cx.report(at, format!("{marks} {change} nothing in this expression"))
        .label("must match as a whole anyway")
        .note(format!(
            "an expression is always compared with the whole of {}, never with a part of it",
            condition.subject.called()
        ))
        .help(format!("leave out {marks}"));
}
