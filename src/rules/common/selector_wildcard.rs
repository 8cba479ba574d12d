use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A `*` in a label of a `workloadSelector`.
    ///
    /// ## Why it matters
    /// Labels are compared as they are written; there are no wildcards. Istio refuses the
    /// DestinationRule, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       workloadSelector: {matchLabels: {app: pad-*}}
    ///       trafficPolicy: {tls: {mode: DISABLE}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       workloadSelector: {matchLabels: {app: pad-main}}
    ///       trafficPolicy: {tls: {mode: DISABLE}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateWorkloadSelector`.
    Error 3035 "dr-selector-wildcard" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(selector) = rule.spec.field("workloadSelector") else {
        return;
    };
    let Some(labels) = selector.field("matchLabels") else {
        return;
    };
    for entry in selector.entries_of("matchLabels") {
        let value = entry.value.as_str().unwrap_or("");
        let finding = if value.contains('*') {
            cx.report(
                &entry.value,
                format!("the label `{}` has a wildcard", entry.key),
            )
        } else if entry.key.contains('*') {
            let message = format!("the name of the label `{}` has a wildcard", entry.key);
            cx.report_key(labels, &entry.key, message)
        } else {
            continue;
        };
        finding
            .label("compared as it is written")
            .note(refused::OBJECT)
            .help("write a whole label that the clients' pods have");
    }
}
