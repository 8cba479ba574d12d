use super::faults::faults;
use crate::rules::prelude::*;

rule! {
    /// A fault on a route with retries or a time limit.
    ///
    /// ## Why it matters
    /// The gateway injects faults before it looks at either: an aborted request is not repeated,
    /// and a delay does not count for `timeout`. A test of retries or of the limit by such a fault
    /// tests nothing.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {httpStatus: 503, percentage: {value: 10}}}
    ///       retries: {attempts: 2, retryOn: 5xx}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {httpStatus: 503, percentage: {value: 10}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio's description of `HTTPRoute.fault`; the order of filters in Istio 1.30:
    /// `pilot/pkg/networking/core/listener_builder.go`.
    Info 4262 "lint-fault-disables-retries" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if faults(route).is_empty() {
        return;
    }
    for (key, effect) in [
        ("retries", "a request that the fault aborts is not repeated"),
        (
            "timeout",
            "the delay of the fault does not count for `timeout`",
        ),
    ] {
        let wanted = if key == "retries" { "abort" } else { "delay" };
        let is_met = route.node.at(&["fault", wanted]).is_some();
        if is_met && route.node.has(key) {
            let span = route.node.field("fault").map(|fault| cx.span(fault));
            let finding = cx
                .report_key(route.node, key, effect)
                .label("looked at after the fault")
                .note("the gateway injects faults first, and answers by itself")
                .help("to test this, let the service itself fail or be slow");
            if let Some(span) = span {
                finding.also(span, "the fault");
            }
        }
    }
}
