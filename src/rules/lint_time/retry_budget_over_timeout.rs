use super::settings::{retries, timeout};
use crate::rules::prelude::*;
use crate::rules::retry::durations::accepted;

rule! {
    /// Retries that do not fit into the time limit of the request.
    ///
    /// ## Why it matters
    /// `timeout` covers all tries together. When every try takes as long as it may, the last ones
    /// are cut short or never begin.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - timeout: 5s
    ///       retries: {attempts: 3, perTryTimeout: 2s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - timeout: 8s
    ///       retries: {attempts: 3, perTryTimeout: 2s}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/retry/retry.go`, `ConvertPolicy`; Envoy's
    /// timeouts of routes.
    Info 4251 "lint-retry-budget-over-timeout" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(retries) = retries(route) else {
        return;
    };
    let all = accepted(timeout(route));
    let one = accepted(retries.field("perTryTimeout"));
    let (Some(all), Some(one)) = (all, one) else {
        return;
    };
    let attempts = retries.number("attempts").unwrap_or(0.0);
    if attempts < 1.0 || one >= all {
        return;
    }
    let tries = attempts + 1.0;
    let needed = tries * one.nanoseconds() as f64;
    if needed > all.nanoseconds() as f64 {
        let seconds = needed / 1e9;
        let span = timeout(route).map(|limit| cx.span(limit));
        let message =
            format!("{tries} tries may take {seconds} seconds, more than the request has");
        let finding = cx
            .report_key(retries, "attempts", message)
            .label("and the first try, which is not counted");
        let finding = match span {
            Some(span) => finding.also(span, "the limit of all tries together"),
            None => finding,
        };
        finding
            .note("the last tries are cut short or never begin when the others take their time")
            .help("raise `timeout`, or lower `attempts` or `perTryTimeout`");
    }
}
