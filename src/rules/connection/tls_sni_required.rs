use super::route;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A condition of a TLS route that names no server.
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
    ///   tls:
    ///     - match: [{port: 443}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 443}}}]
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
    ///   tls:
    ///     - match: [{port: 443, sniHosts: [pad.example.org]}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 443}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateTLSMatch`.
    Error 3401 "vs-tls-sni-required" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for tls in route::tls(service) {
        for item in tls
            .items("match")
            .iter()
            .filter(|item| item.as_map().is_some())
        {
            let hosts = item.field("sniHosts");
            let is_other = hosts.is_some_and(|node| node.as_list().is_none());
            if is_other || !item.items("sniHosts").is_empty() {
                continue;
            }
            cx.report_key(
                item,
                "sniHosts",
                "a condition of a TLS route names no server",
            )
            .label("needs `sniHosts`")
            .note(refused::VIRTUAL_SERVICE)
            .help("add the names that clients ask for, such as `sniHosts: [name.example.org]`");
        }
    }
}
