use super::route;
use crate::rules::prelude::*;

rule! {
    /// A weight below 0 in a TLS or TCP route.
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
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}, weight: 110}, {destination: {host: new.demo.svc.cluster.local, port: {number: 9000}}, weight: -10}]
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
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}, weight: 90}, {destination: {host: new.demo.svc.cluster.local, port: {number: 9000}}, weight: 10}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateWeight`.
    Error 3411 "vs-l4-weight-negative" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (_, node) in route::all(service) {
        for item in node.items("route") {
            let (Some(weight), Some(value)) = (item.field("weight"), item.number("weight")) else {
                continue;
            };
            if value < 0.0 {
                cx.report(weight, format!("a weight cannot be {value}"))
                    .label("below 0")
                    .note(route::REFUSED)
                    .help("write 0 for no connections, or a share such as 10");
            }
        }
    }
}
