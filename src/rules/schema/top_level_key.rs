use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A key beside `apiVersion`, `kind`, `metadata`, `spec` and `status`.
    ///
    /// ## Why it matters
    /// Istio's webhook refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo}
    /// description: the pad
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
    /// Istio 1.30: `pkg/webhooks/validation/server/server.go`.
    Error 3022 "s-top-level-key" Object(check)
}

const KEYS: [&str; 5] = ["apiVersion", "kind", "metadata", "spec", "status"];

fn check(cx: &mut Context<'_>, object: &Object<'_>) {
    let entries = object.node.as_map().map(|map| map.entries());
    for entry in entries.unwrap_or_default() {
        let key = entry.key.as_ref();
        if !KEYS.contains(&key) {
            cx.report_key(
                object.node,
                key,
                format!("an Istio object has no key `{key}`"),
            )
            .label("unknown")
            .note(refused::OBJECT)
            .help(format!(
                "remove `{key}`, or move it below `spec` or `metadata.annotations`"
            ));
        }
    }
}
