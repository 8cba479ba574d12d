use super::durations;
use crate::rules::action::REFUSED;
use crate::rules::prelude::*;

rule! {
    /// A time limit for each try that is less than `1ms` or not a whole number of milliseconds.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService. To set no limit, leave the key out.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, perTryTimeout: 0s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, perTryTimeout: 2s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRetry`;
    /// `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3352 "vs-retry-pertry" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["retries", "perTryTimeout"]) else {
        return;
    };
    if let Some(problem) = durations::problem(node) {
        cx.report(
            node,
            format!("Istio does not take this as `perTryTimeout`: {problem}"),
        )
        .label("the limit of one try")
        .note(REFUSED)
        .help(
            "write a whole number of milliseconds, at least `1ms`; leave the key out for no limit",
        );
    }
}
