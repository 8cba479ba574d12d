use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A `fault` with neither `abort` nor `delay`.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {}
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPFaultInjection`.
    Error 3360 "vs-fault-empty" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(fault) = route.node.field("fault") else {
        return;
    };
    if fault.as_map().is_some() && !fault.has("abort") && !fault.has("delay") {
        cx.report_key(route.node, "fault", "this `fault` injects nothing")
            .label("neither `abort` nor `delay`")
            .note(refused::VIRTUAL_SERVICE)
            .help("remove it, or say in `abort` or `delay` what to inject");
    }
}
