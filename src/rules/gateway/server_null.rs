use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server of a Gateway that is null.
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
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    ///     - ~
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServer
    Error 3103 "gw-server-null" Gateway(check)
}

fn check(cx: &mut Context<'_>, gateway: &Object<'_>) {
    for server in gateway.spec.items("servers") {
        if server.is_null() {
            cx.report(server, "a server of the Gateway is null")
                .label("nothing stands here")
                .note(refused::GATEWAY)
                .help("remove the item, or write its `port` and `hosts`");
        }
    }
}
