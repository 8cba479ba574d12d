use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// Settings for retries without a number of `attempts`.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails: without `attempts` there are no
    /// retries that `perTryTimeout`, `retryOn` or `retryRemoteLocalities` could be about.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {retryOn: connect-failure}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, retryOn: connect-failure}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRetry`.
    Error 3351 "vs-retry-disabled-config" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(retries) = route.node.field("retries") else {
        return;
    };
    let set: Vec<String> = ["perTryTimeout", "retryOn", "retryRemoteLocalities"]
        .into_iter()
        .filter(|key| {
            retries
                .field(key)
                .is_some_and(|value| value.as_str() != Some(""))
        })
        .map(|key| format!("`{key}`"))
        .collect();
    if set.is_empty() {
        return;
    }
    let (message, label) = match retries.field("attempts") {
        None => (
            "`retries` has no `attempts`, so there are none",
            "no `attempts` here",
        ),
        Some(node) if node.as_number() == Some(0.0) => {
            ("`attempts: 0` switches retries off", "no retries")
        }
        Some(_) => return,
    };
    let message = format!("{message}, yet {} is set", set.join(" and "));
    let at = if retries.has("attempts") {
        (retries, "attempts")
    } else {
        (route.node, "retries")
    };
    cx.report_key(at.0, at.1, message)
        .label(label)
        .note(refused::VIRTUAL_SERVICE)
        .help(
            "write how often a request may be repeated, such as `attempts: 2`, or remove the rest",
        );
}
