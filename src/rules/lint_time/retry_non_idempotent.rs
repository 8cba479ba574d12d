use super::settings::retries;
use crate::re2::{self, Match};
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// Retries of requests that the service may have carried out already, on a route that takes
    /// POST.
    ///
    /// ## Why it matters
    /// `5xx`, `gateway-error`, `reset` and their like are met after the service has got the
    /// request. Repeated is then what was done before: an edit is saved twice, a mail is sent
    /// twice. `connect-failure`, `refused-stream` and `reset-before-request` are safe.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}]
    ///       retries: {attempts: 2, retryOn: "connect-failure,5xx"}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /api/}}]
    ///       retries: {attempts: 2, retryOn: "connect-failure,refused-stream"}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/retry/retry.go`, `ConvertPolicy`; Envoy's
    /// conditions for retries.
    Info 4253 "lint-retry-non-idempotent" HttpRoute(check)
}

/// Conditions that are met after the service has got the request.
const AFTERWARDS: [&str; 6] = [
    "5xx",
    "gateway-error",
    "reset",
    "retriable-4xx",
    "deadline-exceeded",
    "internal",
];

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(retries) = retries(route) else {
        return;
    };
    if !retries.number("attempts").is_some_and(|count| count > 0.0) {
        return;
    }
    let Some(node) = retries.field("retryOn") else {
        return;
    };
    let conditions = node.as_str().unwrap_or_default().split(',').map(str::trim);
    let is_5xx = |text: &str| {
        text.len() == 3 && text.starts_with('5') && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let risky: Vec<String> = conditions
        .filter(|condition| AFTERWARDS.contains(condition) || is_5xx(condition))
        .map(|condition| format!("`{condition}`"))
        .collect();
    // Without hosts, the methods may be those of the route that leads here.
    if route.service.hosts().is_empty() {
        return;
    }
    let items = route.node.items("match");
    if risky.is_empty() || !(items.is_empty() || items.iter().any(takes_post)) {
        return;
    }
    let list = risky.join(", ");
    cx.report(
        node,
        format!("{list} repeats requests that may have been carried out already"),
    )
    .label("also for POST")
    .note("the service may save, send or charge twice")
    .help(
        "keep to `connect-failure,refused-stream`, or give the methods that may be repeated a \
             route of their own, with `match.method`",
    );
}

/// Whether an item may match a request with POST or PATCH.
fn takes_post(item: &Node) -> bool {
    let Some(method) = item.field("method") else {
        return true;
    };
    ["POST", "PATCH"].iter().any(|post| {
        if let Some(exact) = method.text("exact") {
            exact == *post
        } else if let Some(prefix) = method.text("prefix") {
            post.starts_with(prefix)
        } else if let Some(pattern) = method.text("regex") {
            re2::parse(pattern).is_ok_and(|regex| regex.matches_whole(post) != Match::No)
        } else {
            true
        }
    })
}
