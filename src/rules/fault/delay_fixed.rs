use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::retry::durations;

rule! {
    /// A delay that is less than `1ms` or not a whole number of milliseconds.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {delay: {fixedDelay: 0s, percentage: {value: 10}}}
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPFaultInjectionDelay`;
    /// `pkg/config/validation/agent/validation.go`, `ValidateDuration`.
    Error 3367 "vs-fault-delay-fixed" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["fault", "delay", "fixedDelay"]) else {
        return;
    };
    if let Some(problem) = durations::problem(node) {
        let text = node.as_str().unwrap_or_default();
        let (message, label) = durations::told("fixedDelay", text, problem);
        cx.report(node, message)
            .label(label)
            .note(refused::VIRTUAL_SERVICE)
            .help("write a whole number of milliseconds, at least `1ms`; remove `delay` for none");
    }
}
