use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A `uriRegexRewrite` without the expression or without the replacement.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. An empty replacement counts as none:
    /// what is found cannot be deleted, only replaced.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}]
    ///       rewrite: {uriRegexRewrite: {match: "^/api", rewrite: ""}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}]
    ///       rewrite: {uriRegexRewrite: {match: "^/api/", rewrite: /}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateURIRegexRewrite`.
    Error 3331 "vs-rewrite-regex-parts" HttpRoute(check) since 20
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(regex) = route.node.at(&["rewrite", "uriRegexRewrite"]) else {
        return;
    };
    if regex.as_map().is_none() {
        return;
    }
    for (key, help) in [
        (
            "match",
            "write the regular expression that finds what to replace, such as `^/api/`",
        ),
        (
            "rewrite",
            "write what to put in its place, at least `/`: let the expression take the slash \
             behind the text that shall go, as in `^/api/`",
        ),
    ] {
        let message = match regex.field(key) {
            None => format!("`uriRegexRewrite` has no `{key}`"),
            Some(value) if value.as_str() == Some("") => {
                format!("`{key}` of `uriRegexRewrite` is empty")
            }
            Some(_) => continue,
        };
        cx.report_key(regex, key, message)
            .label("both `match` and `rewrite` must be written")
            .note(refused::VIRTUAL_SERVICE)
            .help(help);
    }
}
