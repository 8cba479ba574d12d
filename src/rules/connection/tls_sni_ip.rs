use super::server_name;
use crate::rules::prelude::*;

rule! {
    /// An IP address as the server name of a TLS route.
    ///
    /// ## Why it matters
    /// Clients ask for a name, never for an address, so that no connection takes this route.
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
    ///     - match: [{sniHosts: [192.0.2.7]}]
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateSniHost`; RFC 6066, section 3.
    Warning 3403 "vs-tls-sni-ip" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (node, name, problem) in server_name::problems(service) {
        if !matches!(problem, server_name::Problem::Address) {
            continue;
        }
        cx.report(node, format!("clients never ask for a server named `{name}`"))
            .label("an IP address")
            .note("a TLS client sends a name only if it is no address, so that no connection takes this route")
            .help("write the host name, or match the address by `destinationSubnets`");
    }
}
