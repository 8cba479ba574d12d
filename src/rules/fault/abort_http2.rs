use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A fault with an `http2Error`.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails: the key is there, but Istio does
    /// nothing with it yet.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {abort: {http2Error: REFUSED_STREAM, percentage: {value: 1}}}
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPFaultInjectionAbort`.
    Error 3364 "vs-fault-abort-http2" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if let Some(abort) = route.node.at(&["fault", "abort"])
        && abort.has("http2Error")
    {
        cx.report_key(
            abort,
            "http2Error",
            "Istio does not inject what `http2Error` asks for",
        )
        .label("not supported")
        .note(refused::VIRTUAL_SERVICE)
        .help("write `httpStatus: 503` or `grpcStatus: UNAVAILABLE` instead");
    }
}
