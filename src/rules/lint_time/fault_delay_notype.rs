use crate::rules::prelude::*;

rule! {
    /// A delay that does not say how long.
    ///
    /// ## Why it matters
    /// Istio drops it: no request is delayed.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {delay: {percentage: {value: 10}}}
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
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateFault`.
    Warning 4261 "lint-fault-delay-notype" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(fault) = route.node.field("fault") else {
        return;
    };
    if let Some(delay) = fault.field("delay")
        && delay.as_map().is_some()
        && !delay.has("fixedDelay")
        && !delay.has("exponentialDelay")
    {
        cx.report_key(fault, "delay", "this `delay` does not say how long")
            .label("no `fixedDelay`")
            .note(
                "Istio drops it: no request is delayed, and a test that counts on it tests nothing",
            )
            .help("add `fixedDelay: 2s`, or remove `delay`");
    }
}
