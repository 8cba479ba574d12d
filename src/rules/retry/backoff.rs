use super::durations;
use crate::diagnostic::Fix;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::edit::remove_entry;

rule! {
    /// A pause between tries that is less than `1ms` or not a whole number of milliseconds.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. Without the key, Envoy's pause of
    /// 25ms is the base.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, backoff: 0s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Fix
    /// Removes a pause of zero: without the key it is Envoy's own.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRetry`;
    /// `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3354 "vs-retry-backoff" HttpRoute(check) since 26 changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(retries) = route.node.field("retries") else {
        return;
    };
    let Some(node) = retries.field("backoff") else {
        return;
    };
    if let Some(problem) = durations::problem(node) {
        let edits = if durations::is_zero(node) {
            remove_entry(cx.sources, retries, "backoff")
        } else {
            None
        };
        cx.report(
            node,
            format!("Istio does not take this as `backoff`: {problem}"),
        )
        .label("the pause before a retry")
        .note(refused::VIRTUAL_SERVICE)
        .help("write a whole number of milliseconds, at least `1ms`; leave the key out for Envoy's 25ms")
        .fix(edits.map(|edits| Fix::safe("remove `backoff`", edits)));
    }
}
