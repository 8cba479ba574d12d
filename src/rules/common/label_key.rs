use super::label;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A label or an annotation of an object whose name Kubernetes does not take.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo, labels: {release name: main}}
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
    /// metadata: {name: demo, namespace: demo, labels: {release-name: main}}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo]
    ///   http:
    ///     - route: [{destination: {host: pad, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Kubernetes 1.35: `apimachinery/pkg/util/validation`, `IsQualifiedName`.
    Error 3041 "meta-label-key" Object(check)
}

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let Some(metadata) = object.node.field("metadata") else {
        return;
    };
    for (kind, what) in [("labels", "a label"), ("annotations", "an annotation")] {
        let Some(map) = metadata.field(kind) else {
            continue;
        };
        for entry in metadata.entries_of(kind) {
            // The case of an annotation's domain does not count.
            let key = match kind {
                "annotations" => entry.key.to_ascii_lowercase(),
                _ => entry.key.to_string(),
            };
            let Err(problem) = label::key(&key) else {
                continue;
            };
            cx.report_key(
                map,
                &entry.key,
                format!("`{}` is no name for {what}", entry.key.escape_debug()),
            )
            .label(problem)
            .note(refused::BY_API_SERVER)
            .help("use letters, digits, `-`, `_` and `.`; a domain and `/` may stand before them");
        }
    }
}
