use super::server_name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server name of a TLS route that is not among the hosts of its VirtualService.
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
    ///     - match: [{sniHosts: [paste.example.org]}]
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateSniHost`.
    Error 3404 "vs-tls-sni-not-covered" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    // Without hosts there cannot be TLS routes at all; a rule of its own says so.
    if service.hosts().is_empty() {
        return;
    }
    for (node, name, problem) in server_name::problems(service) {
        if !matches!(problem, server_name::Problem::NotCovered) {
            continue;
        }
        cx.report(
            node,
            format!("the server name `{name}` is none of the hosts of this VirtualService"),
        )
        .label("not among `hosts`")
        .note(refused::VIRTUAL_SERVICE)
        .help(format!(
            "add `{name}` to `hosts`, or write one of the hosts here"
        ));
    }
}
