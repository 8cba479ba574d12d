use super::durations;
use crate::diagnostic::Fix;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::edit::remove_entry;

rule! {
    /// A time limit for each try that is less than `1ms` or not a whole number of milliseconds.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. To set no limit, leave the key out.
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
    ///     - retries: {attempts: 2}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Fix
    /// Removes a limit of zero: without the key there is none.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRetry`;
    /// `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3352 "vs-retry-pertry" HttpRoute(check) changes objects
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(retries) = route.node.field("retries") else {
        return;
    };
    let Some(node) = retries.field("perTryTimeout") else {
        return;
    };
    if let Some(problem) = durations::problem(node) {
        let edits = if durations::is_zero(node) {
            remove_entry(cx.sources, retries, "perTryTimeout")
        } else {
            None
        };
        cx.report(
            node,
            format!("Istio does not take this as `perTryTimeout`: {problem}"),
        )
        .label("the limit of one try")
        .note(refused::VIRTUAL_SERVICE)
        .help(
            "write a whole number of milliseconds, at least `1ms`; leave the key out for no limit",
        )
        .fix(edits.map(|edits| Fix::safe("remove `perTryTimeout`", edits)));
    }
}
