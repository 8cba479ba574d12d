use super::faults::faults;
use crate::rules::prelude::*;

rule! {
    /// A route that injects faults.
    ///
    /// ## Why it matters
    /// A part of all requests is delayed or answered with an error on purpose. That is for tests;
    /// in values that reach production it is an outage. Nothing is said of a file with `staging`,
    /// `test`, `dev` or the like in its name.
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
    if faults.is_empty() || is_in_file_for_tests(cx, route) {
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

/// Whether the name of the file says that it is not for production.
fn is_in_file_for_tests(cx: &Context<'_>, route: &HttpRoute<'_>) -> bool {
    let Some(fault) = route.node.field("fault") else {
        return false;
    };
    let source = cx.sources.get(cx.span(fault).source);
    let path = source.map_or("", |source| source.name());
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        let word = word.to_ascii_lowercase();
        ["staging", "test", "tests", "testing", "dev", "chaos"].contains(&word.as_str())
    })
}
