use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::edit;

rule! {
    /// A prefix that ends within a word of the path.
    ///
    /// ## Why it matters
    /// Prefixes are compared letter by letter: `/pad` takes `/pad` and `/pad/x`, and also `/padlock`,
    /// which belongs to somebody else or should be a 404. What the service allows for `/pad/` does not
    /// hold there.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /pad}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /pad}}, {uri: {prefix: /pad/}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`: only converted
    /// Ingress and Gateway API objects are matched by whole parts of the path.
    ///
    /// ## Fix
    /// Makes two items of one, if the path is all that it asks for. It changes which requests the
    /// route takes, so it must be asked for.
    Warning 4103 "lint-prefix-no-boundary" StringMatch(check) changes objects
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    let (Subject::Uri, Some(prefix)) = (condition.subject, condition.prefix()) else {
        return;
    };
    let last = prefix.rsplit('/').next().unwrap_or_default();
    if !prefix.starts_with('/') || !is_name(last) {
        return;
    }
    // Who also writes down the path alone, or what lies below, knows what the prefix takes.
    let below = format!("{prefix}/");
    let is_known = condition.route.matches().any(|other| {
        let uri = other.node.field("uri");
        uri.is_some_and(|uri| {
            uri.text("prefix") == Some(&below) || uri.text("exact") == Some(prefix)
        })
    });
    if is_known {
        return;
    }
    let at = condition.node.field("prefix").unwrap_or(condition.node);
    let rewrite = condition.route.node.at(&["rewrite", "uri"]);
    let fix = match rewrite {
        None => split(cx, condition, prefix, &below),
        Some(_) => None,
    };
    let finding = cx
        .report(
            at,
            format!("the prefix `{prefix}` also takes `{prefix}-old`, `{prefix}2` and the like"),
        )
        .label("ends within a word")
        .note("prefixes are compared letter by letter, not by whole parts of the path: requests for those paths come here, and never reach a later route")
        .help(format!(
            "write two items instead: exact `{prefix}` and prefix `{below}`"
        ))
        .fix(fix);
    // What stands for the prefix must end as the prefix does.
    let rewrite = rewrite.and_then(|node| node.as_str());
    if let Some(uri) = rewrite.filter(|uri| !uri.ends_with('/')) {
        finding.help(format!(
            "and let `rewrite.uri` end in a slash, too: `{uri}/`"
        ));
    }
}

/// Makes the prefix an exact path, and adds an item for what lies below.
fn split(cx: &Context<'_>, condition: &StringMatch<'_>, prefix: &str, below: &str) -> Option<Fix> {
    let item = condition.matches?;
    let (uri, list) = (condition.node.as_map()?, item.route.node.field("match")?);
    if item.route.node.at(&["redirect", "prefixRewrite"]).is_some() {
        return None;
    }
    let is_alone = item.node.as_map()?.entries().len() == 1 && uri.entries().len() == 1;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_');
    if !is_alone || !prefix.bytes().all(is_plain) {
        return None;
    }
    let renamed = edit::rename_key(cx.sources, uri.entry("prefix")?, "exact")?;
    let lines = format!("uri:\n  prefix: {below}");
    let added = edit::append_item(cx.sources, list, &lines).or_else(|| {
        edit::append_item(cx.sources, list, &format!("{{uri: {{prefix: {below}}}}}"))
    })?;
    let title = format!("match exact `{prefix}` and prefix `{below}`");
    Some(Fix::risky(title, vec![renamed, added]))
}

/// Whether it looks like the whole name of a directory; `app.`, `icon-`, `v` are beginnings.
fn is_name(part: &str) -> bool {
    part.len() > 1
        && part.starts_with(|c: char| c.is_ascii_alphanumeric())
        && part.ends_with(|c: char| c.is_ascii_alphanumeric())
        && part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
