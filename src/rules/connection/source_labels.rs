use super::route;
use crate::rules::http_match::labels;
use crate::rules::prelude::*;

rule! {
    /// A label in `sourceLabels` of a TLS or TCP route that no pod can have.
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
    ///     - match: [{sourceLabels: {app: pad main}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}}]
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
    ///     - match: [{sourceLabels: {app: pad-main}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`; `pkg/config/labels/instance.go`, `Validate`.
    Error 3407 "vs-l4-source-labels" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for item in route::matches(service) {
        labels::check(cx, item);
    }
}
