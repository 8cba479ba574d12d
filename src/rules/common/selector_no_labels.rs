use crate::rules::prelude::*;

rule! {
    /// A `workloadSelector` without labels.
    ///
    /// ## Why it matters
    /// It selects nothing in particular: the rule holds for every client in the namespace, as if the selector
    /// were not there, but cannot be seen by other namespaces any more.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       workloadSelector: {}
    ///       trafficPolicy: {tls: {mode: DISABLE}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       workloadSelector: {matchLabels: {app: pad}}
    ///       trafficPolicy: {tls: {mode: DISABLE}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateWorkloadSelector`.
    Warning 3036 "dr-selector-no-labels" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(selector) = rule.spec.field("workloadSelector") else {
        return;
    };
    let fits = selector.as_map().is_some()
        && selector
            .field("matchLabels")
            .is_none_or(|labels| labels.as_map().is_some());
    if fits && selector.entries_of("matchLabels").is_empty() {
        cx.report(selector, "a `workloadSelector` names no label")
            .label("selects nothing in particular")
            .note("the rule holds for every client in its namespace")
            .help("add labels of the clients' pods as `matchLabels: {app: ...}`, or remove it");
    }
}
