use super::export;
use crate::istio::syntax::export_to::ExportListProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// An entry of `exportTo` that is neither a namespace nor `.` nor `*`.
    ///
    /// ## Why it matters
    /// Istio refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       exportTo: ["~"]
    ///       trafficPolicy: {tls: {mode: DISABLE}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       exportTo: ["."]
    ///       trafficPolicy: {tls: {mode: DISABLE}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateExportTo`.
    Error 3030 "exportto-invalid" Object(check)
}

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let entries = export::entries(object);
    for problem in export::problems(object, &entries) {
        let ExportListProblem::Invalid { index, why } = problem else {
            continue;
        };
        let Some((node, text)) = entries.get(index) else {
            continue;
        };
        cx.report(
            node,
            format!("`{}` is no namespace to export to", text.escape_debug()),
        )
        .label(why.to_string())
        .note(refused::OBJECT)
        .help("write a namespace, `.` for the object's own, or `*` for all");
    }
}
