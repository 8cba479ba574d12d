use super::route;
use crate::istio::syntax::address::is_cidr;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A `destinationSubnets` entry that is neither an IP address nor a range of them.
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
    ///     - match: [{destinationSubnets: [10.0.0.0/33]}]
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
    ///     - match: [{destinationSubnets: [10.0.0.0/8]}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9000}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`; `pkg/config/validation/agent/validation.go`, `ValidateIPSubnet`.
    Error 3405 "vs-l4-subnet" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for item in route::matches(service) {
        for node in item.items("destinationSubnets") {
            let Some(text) = node.as_str().filter(|text| !is_cidr(text)) else {
                continue;
            };
            cx.report(
                node,
                format!("`{}` is no range of addresses", text.escape_debug()),
            )
            .label("neither an address nor a range")
            .note(refused::VIRTUAL_SERVICE)
            .help("write an address such as `10.1.2.3`, or a range such as `10.0.0.0/8`");
        }
    }
}
