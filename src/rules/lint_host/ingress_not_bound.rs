use crate::rules::prelude::*;

rule! {
    /// A VirtualService that belongs to no gateway.
    ///
    /// ## Why it matters
    /// It holds inside the mesh only: nothing that comes from outside ever sees its routes, and the
    /// public host answers with a 404.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   http:
    ///     - route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo/pad]
    ///   http:
    ///     - route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/virtualservice.go`; no gateways stand for `mesh`.
    Warning 4150 "lint-ingress-not-bound" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    // One without hosts is part of another.
    if service.hosts().is_empty() {
        return;
    }
    let mut gateways = service.gateways().iter();
    if gateways.any(|gateway| gateway.as_str() != Some("mesh")) {
        return;
    }
    cx.report_key(
        service.spec,
        "gateways",
        "this VirtualService belongs to no gateway",
    )
    .label("only inside the mesh")
    .note("requests from outside never see its routes; the gateway answers them with a 404")
    .help("name the gateway, as in `gateways: [NAMESPACE/NAME]`");
}
