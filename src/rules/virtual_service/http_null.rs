use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A null among the HTTP routes.
    ///
    /// ## Why it matters
    /// A `-` with nothing behind it is an item, too. Istio refuses the VirtualService, and the
    /// deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [istio-system/public]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    ///     -
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [istio-system/public]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateVirtualService`;
    /// `manifests/charts/base/files/crd-all.gen.yaml`.
    Error 3215 "vs-http-null" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (index, node) in service.spec.items("http").iter().enumerate() {
        if node.is_null() {
            cx.report(node, format!("route {} is null", index + 1))
                .label("nothing stands here")
                .note(refused::VIRTUAL_SERVICE)
                .help("write the route, or remove the `-`");
        }
    }
}
