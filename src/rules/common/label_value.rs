use crate::istio::syntax::label::kubernetes_label_value;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A label of an object whose value Kubernetes does not take.
    ///
    /// A value has letters, digits, `-`, `_` and `.`, with a letter or a digit at both ends, and at most 63
    /// characters. The helpers fill such labels from the names of the chart and the release.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo, labels: {release: demo (main)}}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo]
    ///   http:
    ///     - route: [{destination: {host: pad, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo, labels: {release: demo-main}}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo]
    ///   http:
    ///     - route: [{destination: {host: pad, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Kubernetes 1.35: `apimachinery/pkg/util/validation`, `IsValidLabelValue`.
    Error 3040 "meta-label-value" Object(check)
}

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let Some(metadata) = object.node.field("metadata") else {
        return;
    };
    for entry in metadata.entries_of("labels") {
        let Some(value) = entry.value.as_str() else {
            continue;
        };
        let Err(problem) = kubernetes_label_value(value) else {
            continue;
        };
        let shown = if value.len() > 80 { "this" } else { value };
        let message = format!(
            "the label `{}` of a {} cannot be `{}`",
            entry.key,
            object.kind,
            shown.escape_debug()
        );
        cx.report(&entry.value, message)
            .label(problem.to_string())
            .note(refused::BY_API_SERVER)
            .help("use letters, digits, `-`, `_` and `.`, at most 63 of them");
    }
}
