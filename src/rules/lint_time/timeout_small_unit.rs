use super::settings::timeout;
use crate::istio::syntax::duration::Duration;
use crate::rules::prelude::*;
use crate::rules::retry::durations::accepted;

rule! {
    /// A time limit below 50 milliseconds, or above a day.
    ///
    /// ## Why it matters
    /// A few milliseconds are less than a request takes to reach the service and come back: nearly
    /// every client gets 504. A limit of days limits nothing.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - timeout: 15ms
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - timeout: 15s
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning. Istio has no limit where none is set (1.30:
    /// `pilot/pkg/networking/core/route/route.go`, `setTimeout`).
    Warning 4257 "lint-timeout-small-unit" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = timeout(route) else {
        return;
    };
    let Some(limit) = accepted(Some(node)) else {
        return;
    };
    let text = node.as_str().unwrap_or_default();
    if limit < Duration::from_milliseconds(50) {
        let seconds = text
            .strip_suffix("ms")
            .filter(|number| !number.contains(char::is_alphabetic));
        let finding = cx
            .report(node, format!("requests are given up after {text}"))
            .label("less than a request takes")
            .note("nearly every client gets 504");
        match seconds {
            Some(number) => finding.help(format!("did you mean `{number}s`?")),
            None => finding.help("write seconds, such as `15s`"),
        };
    } else if limit > Duration::from_milliseconds(24 * 60 * 60 * 1000) {
        cx.report(node, format!("a limit of {text} is none"))
            .label("more than a day")
            .note(
                "hardly a request takes that long, and without `timeout` there is no limit at all",
            )
            .help("remove `timeout`, or write seconds, such as `15s`");
    }
}
