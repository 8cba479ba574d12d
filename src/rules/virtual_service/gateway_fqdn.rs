use super::gateway_names;
use crate::istio::syntax::gateway_reference::GatewayReferenceProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A gateway without a `/` that is no name.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [public_gateway]
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
    ///   hosts: [pad.example.org]
    ///   gateways: [public-gateway]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateGatewayNames`.
    Error 3206 "vs-gateway-fqdn" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (node, text, problem) in gateway_names::refused(service) {
        if matches!(problem, GatewayReferenceProblem::Host(_)) {
            let (message, why) = gateway_names::told(text, &problem);
            cx.report(node, message)
                .label(why)
                .note(refused::VIRTUAL_SERVICE)
                .help(gateway_names::FORM);
        }
    }
}
