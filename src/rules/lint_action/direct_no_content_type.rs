use super::answer::sets_response_header;
use crate::rules::prelude::*;

rule! {
    /// A direct response that looks like HTML or JSON and is sent as plain text.
    ///
    /// ## Why it matters
    /// The gateway calls every body `text/plain` unless the route sets a `content-type`: browsers
    /// show the source of the page, and clients refuse to read the JSON.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /down}}]
    ///       directResponse:
    ///         status: 503
    ///         body: {string: "<html><body>back soon</body></html>"}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /down}}]
    ///       directResponse:
    ///         status: 503
    ///         body: {string: "<html><body>back soon</body></html>"}
    ///       headers: {response: {set: {content-type: text/html}}}
    /// ```
    ///
    /// ## Source
    /// Envoy: `source/common/http/utility.cc`, local replies.
    Info 4213 "lint-direct-no-content-type" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(response) = route.node.field("directResponse") else {
        return;
    };
    let Some(body) = response.field("body").and_then(|body| body.field("string")) else {
        return;
    };
    let Some(kind) = body.as_str().and_then(looks_like) else {
        return;
    };
    if sets_response_header(route, "content-type") {
        return;
    }
    cx.report(
        body,
        format!("this answer looks like {kind}, but is sent as `text/plain`"),
    )
    .label("no `content-type` is set")
    .note("browsers show it as text, and programs refuse to read it")
    .help(format!(
        "add `headers.response.set` to the route, with `content-type: {kind}`"
    ));
}

fn looks_like(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let start: String = text
        .chars()
        .take(15)
        .collect::<String>()
        .to_ascii_lowercase();
    let is_html = ["<!doctype html", "<html", "<head", "<body", "<h1", "<p>"];
    if is_html.iter().any(|tag| start.starts_with(tag)) {
        return Some("text/html");
    }
    let is_object = text.starts_with("{\"") && text.ends_with('}');
    let is_list = text.starts_with("[{") && text.ends_with("}]");
    (is_object || is_list).then_some("application/json")
}
