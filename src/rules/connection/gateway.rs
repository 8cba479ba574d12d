use super::route;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::virtual_service::gateway_names;

rule! {
    /// A gateway in a condition of a TLS or TCP route whose name is not one.
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
    ///     - match: [{gateways: [demo/pad/main]}]
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
    ///     - match: [{gateways: [demo/pad]}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateGatewayNames`.
    Error 3408 "vs-l4-gateway" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for item in route::matches(service) {
        let (names, _) = gateway_names::looked_at(item.items("gateways"));
        for node in names {
            let Some(text) = node.as_str() else { continue };
            for problem in gateway_names::problems(text) {
                let (message, why) = gateway_names::told(text, &problem);
                cx.report(node, message)
                    .label(why)
                    .note(refused::VIRTUAL_SERVICE)
                    .help(gateway_names::FORM);
            }
        }
    }
}
