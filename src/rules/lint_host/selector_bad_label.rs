use crate::istio::syntax::label::{kubernetes_label_value, label_key};
use crate::rules::prelude::*;

rule! {
    /// A selector of a Gateway that no pod can have as a label.
    ///
    /// ## Why it matters
    /// Istio does not check it, and no pod fits: no gateway opens the ports, and the hosts do not
    /// answer.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   platform:
    ///     selector: {istio: ingress gateway}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   platform:
    ///     selector: {istio: ingressgateway}
    /// ```
    ///
    /// ## Source
    /// Kubernetes: the syntax of labels; Istio 1.30: `pkg/config/validation/validation.go` leaves the
    /// selector unchecked.
    Warning 4157 "lint-selector-bad-label" Gateway(check)
}

fn check(cx: &mut Context<'_>, gateway: &Object<'_>) {
    let Some(selector) = gateway.spec.field("selector") else {
        return;
    };
    for entry in gateway.spec.entries_of("selector") {
        let key = &*entry.key;
        let value = entry.value.as_str().unwrap_or_default();
        let (finding, problem) = if let Err(problem) = label_key(key) {
            let message = format!("no pod can have a label `{key}`");
            (cx.report_key(selector, key, message), problem.to_string())
        } else if let Err(problem) = kubernetes_label_value(value) {
            let message = format!("no pod can have the label `{key}: {value}`");
            (cx.report(&entry.value, message), problem.to_string())
        } else {
            continue;
        };
        finding
            .label("no label of Kubernetes")
            .note(format!(
                "{problem}; no gateway fits, so the hosts do not answer"
            ))
            .help("write a label of the gateway's pods, as in `istio: ingressgateway`");
    }
}
