use super::route;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A TLS route without a condition.
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
    ///     - match: []
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
    ///     - match: [{sniHosts: [pad.example.org]}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 443}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateTLSRoute`.
    Error 3400 "vs-tls-match-required" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for tls in route::tls(service) {
        let is_other = tls
            .field("match")
            .is_some_and(|node| node.as_list().is_none());
        if is_other || !tls.items("match").is_empty() {
            continue;
        }
        cx.report_key(tls, "match", "a TLS route needs a condition")
            .label("without a condition")
            .note(refused::VIRTUAL_SERVICE)
            .help("say which names it is for: `match: [{sniHosts: [name.example.org]}]`");
    }
}
