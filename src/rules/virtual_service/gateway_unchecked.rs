use super::gateway_names;
use crate::rules::prelude::*;

rule! {
    /// A gateway that Istio does not look at, and that is none.
    ///
    /// ## Why it matters
    /// Istio checks a list of gateways up to the first name without a `/`. What is wrong behind it is
    /// deployed, but no Gateway is called so: the routes are not attached to the gateway that was
    /// meant, and its clients get 404.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [pad, ./public]
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
    ///   gateways: [pad, public]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateGatewayNames`, which returns at
    /// such a name.
    Warning 3209 "vs-gateway-unchecked" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for names in gateway_names::lists(service) {
        let (_, unchecked) = gateway_names::looked_at(names);
        for node in unchecked {
            let Some(text) = node.as_str() else { continue };
            for problem in gateway_names::problems(text) {
                let (message, why) = gateway_names::told(text, &problem);
                cx.report(node, message)
                    .label(why)
                    .note("Istio does not check it, and attaches these routes to no gateway for it: clients get 404")
                    .help(gateway_names::FORM);
            }
        }
    }
}
