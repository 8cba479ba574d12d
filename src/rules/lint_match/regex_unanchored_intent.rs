use crate::re2;
use crate::rules::prelude::*;

rule! {
    /// A path expression that ends with the number of a version, where all below is surely meant.
    ///
    /// ## Why it matters
    /// The expression must match the whole path: `/api/v[0-9]+` takes `/api/v1`, but not `/api/v1/pads`,
    /// which is then a 404 or goes to another route.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {regex: '/api/v[0-9]+'}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {regex: '/api/v[0-9]+(/.*)?'}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`; Envoy,
    /// `safe_regex` matches the whole path.
    Warning 4108 "lint-regex-unanchored-intent" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    let (Subject::Uri, Some(text)) = (condition.subject, condition.regex()) else {
        return;
    };
    // A `$` says that the end is meant.
    if !ends_in_version(text) || re2::parse(text).is_err() {
        return;
    }
    // So does another condition about what lies below.
    let mut routes = condition.route.service.routes();
    let is_meant = routes.any(|route| {
        route.matches().any(|item| {
            let Some(uri) = item.node.field("uri") else {
                return false;
            };
            let regex = uri.text("regex").unwrap_or_default();
            let path = uri.text("prefix").or(uri.text("exact")).unwrap_or_default();
            regex.len() > text.len() && regex.starts_with(text) || path.matches('/').count() > 2
        })
    });
    if is_meant {
        return;
    }
    let at = condition.node.field("regex").unwrap_or(condition.node);
    cx.report(
        at,
        format!("the expression `{text}` takes no path below the version"),
    )
    .label("must match the whole path")
    .note("an expression is compared with the whole path, not with its beginning")
    .help(format!(
        "write `{text}(/.*)?` for everything below, or end it with `$` if that is not meant"
    ));
}

/// Whether the last part of the path is a version such as `v[0-9]+`: nobody asks for that alone.
fn ends_in_version(text: &str) -> bool {
    let digits = ["[0-9]+", "[0-9]", "\\d+", "\\d", "[1-9]"];
    digits
        .iter()
        .filter_map(|digits| text.strip_suffix(digits))
        .any(|stem| stem.ends_with("/v"))
}
