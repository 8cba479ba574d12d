use super::export;
use crate::istio::syntax::export_to::ExportListProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A namespace that stands twice in `exportTo`; `.` is the object's own.
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
    ///       exportTo: [".", demo]
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
    Error 3031 "exportto-dup" Object(check)
}

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let entries = export::entries(object);
    for problem in export::problems(object, &entries) {
        let ExportListProblem::Duplicate { index, first } = problem else {
            continue;
        };
        let (Some((node, text)), Some((earlier, other))) = (entries.get(index), entries.get(first))
        else {
            continue;
        };
        let earlier = cx.span(earlier);
        let message = if text == other {
            format!("`exportTo` names `{text}` twice")
        } else {
            let own = object.namespace;
            format!("`exportTo` names the namespace `{own}` twice: `.` is the same")
        };
        cx.report(node, message)
            .label("once more")
            .also(earlier, "named here")
            .note(refused::OBJECT)
            .help("remove one of the two");
    }
}
