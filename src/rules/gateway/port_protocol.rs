use super::port;
use crate::istio::syntax::protocol::{PROTOCOLS, Protocol};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A port of a Gateway with a protocol that Istio does not know.
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
    ///     - port: {number: 443, name: https, protocol: HTTP3}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServerPort
    Error 3111 "gw-port-protocol" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(port) = port::port(server) else {
        return;
    };
    // What is no text is told with the other values of a wrong type.
    let Some(protocol) = port.field("protocol").map_or(Some(""), Node::as_str) else {
        return;
    };
    if Protocol::parse(protocol).is_none() {
        let (message, label) = match protocol {
            "" => (
                "the port of a server has no `protocol`".to_owned(),
                "needs a protocol",
            ),
            _ => (
                format!("a Gateway knows no protocol `{}`", protocol.escape_debug()),
                "unknown protocol",
            ),
        };
        let names: Vec<&str> = PROTOCOLS.iter().map(|(name, _)| *name).collect();
        cx.report_key(port, "protocol", message)
            .label(label)
            .note(refused::GATEWAY)
            .help(format!("write one of {}", names.join(", ")));
    }
}
