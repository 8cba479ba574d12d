use super::hosts::is_star_in_mesh;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// The host `*` in a VirtualService that also holds inside the mesh.
    ///
    /// ## Why it matters
    /// Without gateways, or with `mesh` among them, the routes hold for what every pod sends; `*`
    /// would take all of it, to any service. Istio refuses that.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: ["*"]
    ///   gateways: [istio-system/public, mesh]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: ["*"]
    ///   gateways: [istio-system/public]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateVirtualService`.
    Error 3211 "vs-host-star-mesh" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for node in service.hosts() {
        if node
            .as_str()
            .is_some_and(|text| is_star_in_mesh(service, text))
        {
            let help = if service.gateways().is_empty() {
                "name the hosts, or add `gateways`"
            } else {
                "name the hosts, or take `mesh` out of `gateways`"
            };
            cx.report(
                node,
                "the host `*` would take what every pod in the mesh sends",
            )
            .label("only behind a gateway")
            .note(refused::VIRTUAL_SERVICE)
            .help(help);
        }
    }
}
