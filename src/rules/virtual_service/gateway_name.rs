use super::gateway_names;
use crate::istio::syntax::gateway_reference::GatewayReferenceProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A gateway with something after its `/` that is no name.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: istio-system/public_gateway
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: istio-system/public-gateway
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateGatewayNames`.
    Error 3205 "vs-gateway-name" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (node, text, problem) in gateway_names::refused(service) {
        if matches!(problem, GatewayReferenceProblem::Name(_)) {
            let (message, why) = gateway_names::told(text, &problem);
            cx.report(node, message)
                .label(why)
                .note(refused::VIRTUAL_SERVICE)
                .help(gateway_names::FORM);
        }
    }
}
