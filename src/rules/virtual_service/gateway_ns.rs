use super::gateway_names;
use crate::istio::syntax::gateway_reference::GatewayReferenceProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A gateway with something before its `/` that is no namespace.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails. The `.` and `*` that hosts of a
    /// Gateway may have before the `/` are not for the names of gateways.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: ./public
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   existingGateway: istio-system/public
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateGatewayNames`.
    Error 3204 "vs-gateway-ns" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for (node, text, problem) in gateway_names::refused(service) {
        if matches!(problem, GatewayReferenceProblem::Namespace(_)) {
            let (message, why) = gateway_names::told(text, &problem);
            cx.report(node, message)
                .label(why)
                .note(refused::VIRTUAL_SERVICE)
                .help(gateway_names::FORM);
        }
    }
}
