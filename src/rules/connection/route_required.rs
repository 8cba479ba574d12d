use super::route;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A TLS or TCP route that leads nowhere.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
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
    ///       route: []
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateTLSRoute` and `validateTCPRoute`.
    Error 3409 "vs-l4-route-required" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (kind, node) in route::all(service) {
        let is_other = node
            .field("route")
            .is_some_and(|route| route.as_list().is_none());
        if is_other || !node.items("route").is_empty() {
            continue;
        }
        cx.report_key(node, "route", format!("a {kind} route needs a destination"))
            .label("leads nowhere")
            .note(refused::VIRTUAL_SERVICE)
            .help("add `route: [{destination: {host: ..., port: {number: ...}}}]`");
    }
}
