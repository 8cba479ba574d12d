use crate::istio::syntax::number::is_fault_percentage;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A share of delayed requests that is neither 0 nor from 0.0001 to 100 percent.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {delay: {fixedDelay: 2s, percentage: {value: 0.00001}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - fault: {delay: {fixedDelay: 2s, percentage: {value: 0.1}}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validatePercentage`.
    Error 3366 "vs-fault-delay-percent" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(node) = route.node.at(&["fault", "delay", "percentage", "value"]) else {
        return;
    };
    if let Some(share) = node.as_number()
        && !is_fault_percentage(share)
    {
        cx.report(
            node,
            format!("{share} percent of the requests cannot be delayed"),
        )
        .label("neither 0 nor 0.0001 to 100")
        .note(refused::VIRTUAL_SERVICE)
        .help("write a percentage from 0.0001 to 100, or 0 for none: `value: 50` is half of them");
    }
}
