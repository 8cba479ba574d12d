use super::route;
use crate::rules::prelude::*;

rule! {
    /// An item of a TLS or TCP route without a `destination`.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and nothing of the release is deployed.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [demo]
    ///   tcp:
    ///     - match: [{port: 9000}]
    ///       route: [{weight: 1}]
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
    ///   tcp:
    ///     - match: [{port: 9000}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateRouteDestinations`.
    Error 3410 "vs-l4-destination" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (kind, node) in route::all(service) {
        for item in node
            .items("route")
            .iter()
            .filter(|item| item.as_map().is_some())
        {
            if item.has("destination") {
                continue;
            }
            cx.report_key(
                item,
                "destination",
                format!("an item of a {kind} route has no destination"),
            )
            .label("leads nowhere")
            .note(route::REFUSED)
            .help("add `destination: {host: ..., port: {number: ...}}`");
        }
    }
}
