use crate::rules::prelude::*;

rule! {
    /// An exact path or a prefix that does not begin with a slash.
    ///
    /// ## Why it matters
    /// The path of every request begins with `/`, so this never matches: another route answers, or a
    /// 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: pad/}}, {uri: {exact: /pad}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /pad/}}, {uri: {exact: /pad}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`.
    Warning 4105 "lint-uri-not-rooted" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    if condition.subject != Subject::Uri {
        return;
    }
    for key in ["exact", "prefix"] {
        let Some(at) = condition.node.field(key) else {
            continue;
        };
        let Some(text) = at.as_str().filter(|text| !text.is_empty()) else {
            continue;
        };
        // `*` is what an OPTIONS request about the whole server asks for.
        if text.starts_with('/') || text == "*" && key == "exact" {
            continue;
        }
        let finding = cx
            .report(
                at,
                format!("the path `{text}` never matches: it does not begin with `/`"),
            )
            .label("no slash in front");
        if text.contains("://") {
            finding
                .note("the path is what follows the host in an address")
                .help("write only the path");
        } else {
            finding
                .note("the path of every request begins with `/`, so no request comes here")
                .help(format!("write `/{}`", text.trim_end_matches('*')));
        }
    }
}
