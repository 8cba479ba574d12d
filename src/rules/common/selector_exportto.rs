use super::export;
use crate::istio::syntax::export_to::exports_to_own_only;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A DestinationRule with a `workloadSelector` that is exported to other namespaces.
    ///
    /// ## Why it matters
    /// A rule for some clients holds in its own namespace only. Istio refuses any other `exportTo`,
    /// and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       workloadSelector: {matchLabels: {app: pad}}
    ///       exportTo: ["*"]
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
    ///       exportTo: ["."]
    ///       trafficPolicy: {tls: {mode: DISABLE}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateExportTo`.
    Error 3033 "dr-selector-exportto" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let entries = export::entries(rule);
    let texts: Vec<&str> = entries.iter().map(|(_, text)| *text).collect();
    let Some(list) = rule.spec.field("exportTo") else {
        return;
    };
    if !rule.spec.has("workloadSelector") || exports_to_own_only(&texts, rule.namespace) {
        return;
    }
    cx.report(
        list,
        "a DestinationRule with a `workloadSelector` cannot be exported to other namespaces",
    )
    .label("more than its own namespace")
    .note(refused::OBJECT)
    .help("remove `exportTo`, or write `[\".\"]`");
}
