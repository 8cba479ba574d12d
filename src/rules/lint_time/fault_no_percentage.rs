use crate::rules::prelude::*;

rule! {
    /// A fault that does not say how many requests it is for.
    ///
    /// ## Why it matters
    /// Without `percentage` it is none of them: the test that the fault was written for tests
    /// nothing.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {httpStatus: 503}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {httpStatus: 503, percentage: {value: 10}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateFault`.
    Warning 4260 "lint-fault-no-percentage" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(fault) = route.node.field("fault") else {
        return;
    };
    for (key, done) in [("abort", "aborted"), ("delay", "delayed")] {
        let Some(part) = fault.field(key) else {
            continue;
        };
        let says = part.at(&["percentage", "value"]).is_some() || part.has("percent");
        if part.as_map().is_none() || says {
            continue;
        }
        cx.report_key(
            fault,
            key,
            format!("no request is {done}: no `percentage` is set"),
        )
        .label("for 0 percent of the requests")
        .note("without it a fault has no effect, and a test that counts on it tests nothing")
        .help("add `percentage: {value: 10}` for every tenth request, or remove the fault");
    }
}
