use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Gateway without servers.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers: []
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, ValidateGateway
    Error 3102 "gw-servers-required" Gateway(check)
}

fn check(cx: &mut Context<'_>, gateway: &Object<'_>) {
    if gateway.spec.items("servers").is_empty() {
        cx.report_key(gateway.spec, "servers", "the Gateway has no servers")
            .label("nothing is served")
            .note(refused::GATEWAY)
            .help("add a server with a port and hosts");
    }
}
