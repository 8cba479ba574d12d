use super::durations;
use crate::rules::action::REFUSED;
use crate::rules::prelude::*;

rule! {
    /// A pause between tries that is less than `1ms` or not a whole number of milliseconds.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService. Without the key, Envoy's pause of 25ms is the base.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, backoff: 500us}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, backoff: 100ms}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRetry`;
    /// `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3354 "vs-retry-backoff" HttpRoute(check) since 26
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["retries", "backoff"]) else {
        return;
    };
    if let Some(problem) = durations::problem(node) {
        cx.report(node, format!("Istio does not take this as `backoff`: {problem}"))
            .label("the pause before a retry")
            .note(REFUSED)
            .help("write a whole number of milliseconds, at least `1ms`; leave the key out for Envoy's 25ms");
    }
}
