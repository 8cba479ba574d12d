use crate::istio::syntax::address::{UNIX_PREFIX, is_ip};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// An address to listen on that is no IP address.
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
    ///       bind: pad.example.org
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
    ///       bind: 10.0.0.1
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServerBind
    Error 3118 "gw-bind-ip" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(node) = server.node.field("bind") else {
        return;
    };
    let Some(text) = node.as_str().filter(|text| !text.starts_with(UNIX_PREFIX)) else {
        return;
    };
    if !text.is_empty() && !is_ip(text) {
        cx.report(node, format!("`{text}` is no address to listen on"))
            .label("no IP address")
            .note(refused::GATEWAY)
            .help("write an IP address without a port, or leave `bind` out to listen everywhere");
    }
}
