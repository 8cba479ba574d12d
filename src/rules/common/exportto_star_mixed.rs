use super::export;
use crate::istio::syntax::export_to::ExportListProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// `*` beside other entries of `exportTo`.
    ///
    /// ## Why it matters
    /// `*` says every namespace, so that the others say nothing. Istio refuses the object, and the
    /// deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       exportTo: ["*", shop]
    ///       trafficPolicy: {tls: {mode: DISABLE}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       exportTo: ["*"]
    ///       trafficPolicy: {tls: {mode: DISABLE}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateExportTo`.
    Error 3032 "exportto-star-mixed" Object(check)
}

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let entries = export::entries(object);
    for problem in export::problems(object, &entries) {
        let ExportListProblem::StarMixed { index } = problem else {
            continue;
        };
        let Some((node, _)) = entries.get(index) else {
            continue;
        };
        cx.report(
            node,
            "`exportTo` has `*` for all namespaces, and others beside it",
        )
        .label("all of them")
        .note(refused::OBJECT)
        .help("keep `*` alone, or remove it");
    }
}
