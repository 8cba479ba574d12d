use super::faults::faults;
use crate::rules::prelude::*;

rule! {
    /// A route that injects faults.
    ///
    /// ## Why it matters
    /// A part of all requests is delayed or answered with an error on purpose. That is for tests;
    /// in values that reach production it is an outage.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {httpStatus: 503, percentage: {value: 10}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateFault`.
    Warning 4259 "lint-fault-in-prod" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let faults: Vec<String> = faults(route)
        .into_iter()
        .map(|fault| format!("{} {} percent of the requests", fault.what, fault.share))
        .collect();
    if faults.is_empty() {
        return;
    }
    cx.report_key(
        route.node,
        "fault",
        format!("this route {}", faults.join(" and ")),
    )
    .label("on purpose")
    .note("that is for tests; in values that reach production it is an outage")
    .help("remove `fault`, or keep it in a values file for tests only");
}
