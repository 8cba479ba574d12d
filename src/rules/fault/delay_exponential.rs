use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A fault with an `exponentialDelay`.
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
    ///     - fault: {delay: {exponentialDelay: 2s, percentage: {value: 10}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {delay: {fixedDelay: 2s, percentage: {value: 10}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPFaultInjectionDelay`.
    Error 3368 "vs-fault-delay-exponential" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if let Some(delay) = route.node.at(&["fault", "delay"])
        && delay.has("exponentialDelay")
    {
        cx.report_key(
            delay,
            "exponentialDelay",
            "Istio does not inject what `exponentialDelay` asks for",
        )
        .label("not supported")
        .note(refused::VIRTUAL_SERVICE)
        .help("write `fixedDelay` instead: the same delay for every request");
    }
}
