use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// An annotation that Istio keeps for itself.
    ///
    /// ## Why it matters
    /// Istio refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo, annotations: {internal.istio.io/parents: Gateway/demo}}
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
    /// Istio 1.30: `pkg/config/validation/validation.go`; `pkg/config/constants/constants.go`.
    Error 3038 "meta-internal" Object(check)
}

const ANNOTATIONS: [&str; 3] = [
    "internal.istio.io/webhook-always-reject",
    "internal.istio.io/parents",
    "internal.istio.io/parent-namespace",
];

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let Some(annotations) = object.node.at(&["metadata", "annotations"]) else {
        return;
    };
    for name in ANNOTATIONS {
        if annotations.has(name) {
            cx.report_key(
                annotations,
                name,
                format!("Istio keeps the annotation `{name}` for itself"),
            )
            .label("not for authors")
            .note(refused::OBJECT)
            .help("remove the annotation");
        }
    }
}
