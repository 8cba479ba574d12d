use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::virtual_service::gateway_names;

rule! {
    /// A condition on the gateway that names none.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{gateways: [./public]}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{gateways: [istio-system/public]}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateGatewayNames`.
    Error 3272 "vs-match-gateway" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    let (names, _) = gateway_names::looked_at(matches.node.items("gateways"));
    for node in names {
        let Some(text) = node.as_str() else { continue };
        for problem in gateway_names::problems(text) {
            let (message, why) = gateway_names::told(text, &problem);
            cx.report(node, message)
                .label(why)
                .note(refused::VIRTUAL_SERVICE)
                .help(gateway_names::FORM);
        }
    }
}
