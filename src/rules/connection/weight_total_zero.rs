use super::route;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// Several destinations of a TLS or TCP route whose weights are all 0.
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
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}, weight: 0}, {destination: {host: new.demo.svc.cluster.local, port: {number: 9000}}, weight: 0}]
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateRouteDestinations`.
    Error 3412 "vs-l4-weight-total-zero" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (kind, node) in route::all(service) {
        let items = node.items("route");
        let (Some(list), 2..) = (node.field("route"), items.len()) else {
            continue;
        };
        let weight = |item: &Node| match item.field("weight") {
            None => Some(0.0),
            Some(weight) => weight.as_number(),
        };
        // A weight that is no number has a rule of its own.
        let total: Option<f64> = items.iter().map(weight).sum();
        if total == Some(0.0) {
            cx.report(list, format!("the weights of a {kind} route add up to 0"))
                .label("no destination gets a connection")
                .note(route::REFUSED)
                .help("give each destination its share, such as `weight: 90` and `weight: 10`");
        }
    }
}
