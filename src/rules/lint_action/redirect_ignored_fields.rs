use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::edit::remove_entry;

rule! {
    /// Settings on a redirect or direct response that only matter where a service is asked.
    ///
    /// ## Why it matters
    /// The gateway answers by itself: there is nothing to wait for, to repeat, to mirror, and
    /// nobody who gets the headers of the request. Istio drops these settings without a word.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {uri: /new}
    ///       timeout: 15s
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /old}}]
    ///       redirect: {uri: /new}
    /// ```
    ///
    /// ## Fix
    /// Removes the setting.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRoute`.
    Warning 4212 "lint-redirect-ignored-fields" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let answer = match (route.node.has("redirect"), route.node.has("directResponse")) {
        (true, _) => "a redirect",
        (_, true) => "a direct response",
        _ => return,
    };
    for key in ["timeout", "retries", "mirror", "mirrors"] {
        if route.node.has(key) {
            let edits = remove_entry(cx.sources, route.node, key);
            cx.report_key(
                route.node,
                key,
                format!("`{key}` has no effect on {answer}"),
            )
            .label("ignored")
            .note("the gateway answers by itself and asks no service")
            .help("remove it here; it belongs to the route that leads to the service")
            .fix(edits.map(|edits| Fix::safe(format!("remove `{key}`"), edits)));
        }
    }
    if let Some(headers) = route.node.field("headers")
        && let Some(request) = headers.field("request")
        && ["set", "add", "remove"].iter().any(|key| request.has(key))
    {
        let edits = remove_entry(cx.sources, headers, "request");
        cx.report_key(
            headers,
            "request",
            format!("headers of the request have no effect on {answer}"),
        )
        .label("ignored")
        .note("the gateway answers by itself; no service gets the request")
        .help("remove it; `headers.response` changes what the client gets")
        .fix(edits.map(|edits| Fix::safe("remove `request`", edits)));
    }
}
