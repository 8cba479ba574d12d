use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// The annotation `istio.io/dry-run` on a Gateway, a VirtualService or a DestinationRule.
    ///
    /// ## Why it matters
    /// Only authorization policies can be tried out in this way. Istio refuses the object, and the
    /// deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo, annotations: {istio.io/dry-run: "true"}}
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
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo]
    ///   http:
    ///     - route: [{destination: {host: pad, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `checkDryRunAnnotation`.
    Error 3037 "meta-dry-run" Object(check)
}

const ANNOTATION: &str = "istio.io/dry-run";

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let Some(annotations) = object.node.at(&["metadata", "annotations"]) else {
        return;
    };
    if annotations.has(ANNOTATION) {
        let message = format!(
            "a {} cannot have the annotation `{ANNOTATION}`",
            object.kind
        );
        cx.report_key(annotations, ANNOTATION, message)
            .label("only for authorization policies")
            .note(refused::OBJECT)
            .help("remove the annotation");
    }
}
