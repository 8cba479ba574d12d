use crate::rules::prelude::*;

rule! {
    /// A header in a match whose name is that of another condition, or is spelled as no header is.
    ///
    /// ## Why it matters
    /// `headers: {method: ...}` looks at a header called `method`, which no client sends: the match
    /// never holds. Nor can the name of a header have a comma.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, headers: {method: {exact: POST}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, method: {exact: POST}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `translateHeaderMatch`, takes such names
    /// for headers, although Istio's documentation calls them ignored.
    Warning 4112 "lint-header-name-special" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    let (map, name) = match condition.subject {
        Subject::Header(name) => ("headers", name),
        Subject::WithoutHeader(name) => ("withoutHeaders", name),
        _ => return,
    };
    let Some(holder) = condition.matches.and_then(|item| item.node.field(map)) else {
        return;
    };
    let key = name.to_ascii_lowercase();
    if ["uri", "scheme", "method", "authority"].contains(&key.as_str()) {
        let finding = cx
            .report_key(
                holder,
                name,
                format!("`{name}` is looked for among the headers"),
            )
            .label("no header that clients send")
            .note("the method, the scheme, the host and the path are no headers here");
        if map == "headers" {
            finding.help(format!("write `{key}` beside `headers`, not in it"));
        } else {
            finding.help("put a route for the requests that this should exclude before this one");
        }
    } else if name.contains(',') {
        cx.report_key(holder, name, format!("no header can be called `{name}`"))
            .label("has a comma")
            .note("Istio accepts the name, but no request has such a header")
            .help("write one entry for each header");
    }
}
