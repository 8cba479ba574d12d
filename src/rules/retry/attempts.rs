use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

rule! {
    /// A negative number of retries.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. `attempts: 0` switches retries off.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: -1}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 0}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRetry`.
    Error 3350 "vs-retry-attempts" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let attempts = route.node.at(&["retries", "attempts"]);
    if let Some(node) = attempts
        && let Some(count) = whole::signed(node)
        && count < 0
    {
        cx.report(node, format!("a request cannot be retried {count} times"))
            .label("negative")
            .note(refused::VIRTUAL_SERVICE)
            .help("write 0 to switch retries off, else how often a request may be repeated");
    }
}
