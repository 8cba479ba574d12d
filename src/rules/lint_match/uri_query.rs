use crate::re2;
use crate::rules::prelude::*;

rule! {
    /// A path with a query string or a fragment.
    ///
    /// ## Why it matters
    /// The path is compared without what follows `?` or `#`, so this never matches.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: "/export?type=html"}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /export}, queryParams: {type: {exact: html}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`.
    Warning 4107 "lint-uri-query" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    if condition.subject != Subject::Uri {
        return;
    }
    for key in ["exact", "prefix", "regex"] {
        let Some(at) = condition.node.field(key) else {
            continue;
        };
        let text = at.as_str().unwrap_or_default();
        // In an expression `?` means something else; only what every match begins with counts.
        let start = match key {
            "regex" => re2::parse(text).map_or(String::new(), |regex| regex.literal_prefix().0),
            _ => text.to_owned(),
        };
        let Some(mark) = start.chars().find(|c| matches!(c, '?' | '#')) else {
            continue;
        };
        let finding = cx
            .report(
                at,
                format!("`{text}` never matches: a path ends before `{mark}`"),
            )
            .label(format!("has a `{mark}`"));
        if mark == '#' {
            finding
                .note("browsers keep what follows `#` to themselves")
                .help("leave out `#` and what follows");
        } else {
            finding
                .note("the path is compared without the query string")
                .help("move what follows `?` to `queryParams`");
        }
    }
}
