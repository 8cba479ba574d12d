use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A list with fewer or more items than the definition in the cluster allows.
    ///
    /// A Gateway takes one or two `credentialNames` or `tlsCertificates`, and a traffic policy at most 4096
    /// `portLevelSettings`.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialNames: [pad-rsa, pad-ecdsa, pad-old]}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialNames: [pad-rsa, pad-ecdsa]}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `minItems` and `maxItems`.
    Error 3017 "s-list-length" Field(check)
    since 23
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let (Some(info), Some(list)) = (field.info, field.node.as_list()) else {
        return;
    };
    let Some((fewest, most)) = info.facts.items else {
        return;
    };
    let count = list.len();
    if field.is_inside || (fewest..=most).contains(&count) {
        return;
    }
    let key = info.name;
    if count == 0 {
        cx.report(field.node, format!("`{key}` is an empty list"))
            .label("without an item")
            .note(refused::BY_API_SERVER)
            .help(format!("add an item, or remove `{key}`"));
    } else {
        cx.report_key(
            field.holder,
            key,
            format!("`{key}` has {count} items, and at most {most} are allowed"),
        )
        .label("too many items")
        .note(refused::BY_API_SERVER)
        .help(format!("keep {most} of them"));
    }
}
