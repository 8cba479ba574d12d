use super::route;
use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

rule! {
    /// A condition of a TLS or TCP route on a port that does not exist.
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
    ///     - match: [{port: 70000}]
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
    ///     - match: [{port: 9000}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateTLSMatch` and `validateTCPMatch`.
    Error 3406 "vs-l4-port" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for item in route::matches(service) {
        if let Some(node) = item.field("port")
            && let Some(port) = whole::unsigned(node)
            && port > 65535
        {
            cx.report(node, format!("there is no port {port}"))
                .label("above 65535")
                .note(refused::VIRTUAL_SERVICE)
                .help("write the port that clients connect to, such as 443");
        }
    }
}
