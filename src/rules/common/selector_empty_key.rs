use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A label without a name in a `workloadSelector`.
    ///
    /// ## Why it matters
    /// No pod has such a label. Istio refuses the DestinationRule, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       workloadSelector: {matchLabels: {"": pad}}
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
    Error 3034 "dr-selector-empty-key" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(labels) = rule.spec.at(&["workloadSelector", "matchLabels"]) else {
        return;
    };
    if labels.get("").is_some() {
        cx.report_key(labels, "", "a label of `matchLabels` has no name")
            .label("without a name")
            .note(refused::OBJECT)
            .help("write the name of the label, such as `app`");
    }
}
