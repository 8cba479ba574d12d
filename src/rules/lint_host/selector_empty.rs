use crate::rules::prelude::*;

rule! {
    /// A Gateway without a selector.
    ///
    /// ## Why it matters
    /// It is served by every gateway of the mesh, those of other teams and internal ones included.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/push_context.go`, `mergeGateways`: no selector fits every pod.
    Warning 4156 "lint-selector-empty" Gateway(check)
}

fn check(cx: &mut Context<'_>, gateway: &Object<'_>) {
    let selector = gateway.spec.field("selector");
    if selector.is_none_or(|selector| {
        selector
            .as_map()
            .is_some_and(|map| map.entries().is_empty())
    }) {
        cx.report_key(gateway.spec, "selector", "this Gateway has no selector")
            .label("for every gateway")
            .note("every gateway of the mesh opens its ports and hosts")
            .help(
                "write the labels of the gateway's pods, as in `selector: {istio: ingressgateway}`",
            );
    }
}
