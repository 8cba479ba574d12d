use super::settings::retries;
use crate::rules::prelude::*;

rule! {
    /// A condition in `retryOn` that can never be met.
    ///
    /// ## Why it matters
    /// `retriable-headers` needs a list of headers and `retriable-status-codes` a list of statuses.
    /// A VirtualService cannot give the first; the second is made of the numbers in `retryOn`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, retryOn: retriable-status-codes}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - retries: {attempts: 2, retryOn: "retriable-status-codes,503"}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/retry/retry.go`, `ConvertPolicy`.
    Warning 4254 "lint-retry-noop-policy" HttpRoute(check)
}

/// What Istio uses where nothing is written; the last word has no effect there, either.
const DEFAULT: &str = "connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes";

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(retries) = retries(route) else {
        return;
    };
    let (Some(node), Some(text)) = (retries.field("retryOn"), retries.filled("retryOn")) else {
        return;
    };
    if text == DEFAULT || !retries.number("attempts").is_some_and(|count| count > 0.0) {
        return;
    }
    let mut items = text.split(',');
    if items.any(|item| item == "retriable-headers") {
        cx.report(node, "`retriable-headers` is never met")
            .label("no headers can be named")
            .note("a VirtualService cannot say which headers of the answer ask for a retry")
            .help("remove `retriable-headers`; `503` and other statuses may be listed");
    }
    let is_number = |item: &str| item.parse::<u32>().is_ok();
    let mut items = text.split(',');
    if items.any(|item| item == "retriable-status-codes") && !text.split(',').any(is_number) {
        cx.report(
            node,
            "`retriable-status-codes` without any status is never met",
        )
        .label("no statuses are listed")
        .note("it stands for the numbers in the same list: without any, no request is repeated because of it")
        .help("add the statuses: `retriable-status-codes,503`, or just `503`");
    }
}
