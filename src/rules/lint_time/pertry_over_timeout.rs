use super::settings::{retries, timeout};
use crate::rules::prelude::*;
use crate::rules::retry::durations::accepted;
use crate::yaml::Node;

rule! {
    /// A time limit for one try that is not shorter than the limit for the whole request.
    ///
    /// ## Why it matters
    /// `timeout` covers all tries together: when the first try runs into its limit, the request is
    /// over, and the client gets 504 without any retry.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - timeout: 5s
    ///       retries: {attempts: 2, perTryTimeout: 10s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - timeout: 15s
    ///       retries: {attempts: 2, perTryTimeout: 5s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/retry/retry.go`, `ConvertPolicy`; Envoy's
    /// timeouts of routes.
    Warning 4250 "lint-pertry-over-timeout" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(retries) = retries(route) else {
        return;
    };
    let Some(limit) = timeout(route) else {
        return;
    };
    let Some(node) = retries.field("perTryTimeout") else {
        return;
    };
    let (Some(all), Some(one)) = (accepted(Some(limit)), accepted(Some(node))) else {
        return;
    };
    if one >= all && retries.number("attempts").is_some_and(|count| count > 0.0) {
        let span = cx.span(limit);
        let text = |node: &Node| node.as_str().unwrap_or_default().to_owned();
        let message = format!(
            "`perTryTimeout` never applies: one try may take {}, the whole request {}",
            text(node),
            text(limit)
        );
        cx.report(node, message)
            .label("the limit of one try")
            .also(span, "the limit of all tries together")
            .note("a try that is too slow ends the whole request: it is not repeated, and the client gets 504")
            .help("make `perTryTimeout` a fraction of `timeout`, or remove it");
    }
}
