use crate::rules::prelude::*;

rule! {
    /// An `abort` that does not say what to answer.
    ///
    /// ## Why it matters
    /// Istio accepts it and drops it: no request is aborted. (It has a warning for this, but never
    /// shows it.)
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {percentage: {value: 1}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {httpStatus: 503, percentage: {value: 1}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPFaultInjectionAbort`;
    /// `pilot/pkg/networking/core/route/route.go`, `TranslateFault`.
    Warning 3365 "vs-fault-abort-notype" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(fault) = route.node.field("fault") else {
        return;
    };
    let Some(abort) = fault.field("abort") else {
        return;
    };
    let kinds = ["httpStatus", "grpcStatus", "http2Error"];
    if abort.as_map().is_some() && !kinds.iter().any(|kind| abort.has(kind)) {
        cx.report_key(fault, "abort", "this `abort` does not say what to answer")
            .label("neither `httpStatus` nor `grpcStatus`")
            .note("Istio drops it without a word: no request is aborted")
            .help("write the answer, such as `httpStatus: 503`, or remove `abort`");
    }
}
