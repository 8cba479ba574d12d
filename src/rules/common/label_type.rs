use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A label or an annotation of an object that is no text.
    ///
    /// ## Why it matters
    /// The API server cannot read such an object and refuses it, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo, labels: {version: 1.10}}
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
    /// metadata: {name: demo, namespace: demo, labels: {version: "1.10"}}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo]
    ///   http:
    ///     - route: [{destination: {host: pad, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Kubernetes 1.35: `apimachinery/pkg/apis/meta/v1/types.go`, `ObjectMeta`.
    Error 3042 "meta-label-type" Object(check)
}

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let Some(metadata) = object.node.field("metadata") else {
        return;
    };
    for (kind, what) in [("labels", "label"), ("annotations", "annotation")] {
        let other = metadata.field(kind).filter(|node| node.as_map().is_none());
        if let Some(node) = other {
            cx.report(
                node,
                format!("`{kind}` must be names with values, not {}", node.kind()),
            )
            .label("not a map")
            .note(refused::BY_API_SERVER)
            .help("write `name: value`, one a line");
        }
        for entry in metadata.entries_of(kind) {
            if entry.value.as_str().is_some() || entry.value.is_null() {
                continue;
            }
            let message = format!(
                "the {what} `{}` must be text, not {}",
                entry.key,
                entry.value.kind()
            );
            cx.report(&entry.value, message)
                .label("not text")
                .note(refused::BY_API_SERVER)
                .help(
                    match entry.value.as_list().is_some() || entry.value.as_map().is_some() {
                        true => "write one text",
                        false => "put the value in quotes",
                    },
                );
        }
    }
}
