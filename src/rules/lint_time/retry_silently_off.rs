use super::settings::retries;
use crate::rules::prelude::*;

rule! {
    /// Settings for retries that switch retries off without saying so.
    ///
    /// ## Why it matters
    /// Without `retries`, Istio repeats a request twice when no connection to the service comes
    /// about. With `retries` but no `attempts` it does not: a pod that is just being replaced
    /// becomes a 503 for the client.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {backoff: 100ms}
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
    /// Istio 1.30: `pilot/pkg/networking/core/route/retry/retry.go`, `ConvertPolicy`.
    Warning 4252 "lint-retry-silently-off" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(retries) = retries(route) else {
        return;
    };
    let refused = ["perTryTimeout", "retryOn", "retryRemoteLocalities"];
    if retries.as_map().is_none()
        || refused
            .iter()
            .any(|key| retries.field(key).is_some_and(|v| v.as_str() != Some("")))
    {
        return;
    }
    let is_about_retries = retries.has("backoff") || retries.has("retryIgnorePreviousHosts");
    let message = match retries.field("attempts") {
        None => "`retries` without `attempts` switches retries off",
        Some(node) if node.as_number() == Some(0.0) && is_about_retries => {
            "`attempts: 0` switches retries off, whatever else is set"
        }
        Some(_) => return,
    };
    cx.report_key(route.node, "retries", message)
        .label("no retries at all")
        .note(
            "without the key Istio repeats a request twice when no connection comes about; now a \
             pod that is just being replaced is a 503 for the client",
        )
        .help(
            "write `attempts: 2` for as many retries as without the key, or `attempts: 0` alone \
             if there shall be none",
        );
}
