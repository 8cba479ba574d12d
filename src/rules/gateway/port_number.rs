use super::port;
use crate::istio::syntax::address::UNIX_PREFIX;
use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

rule! {
    /// A port of a Gateway that is not from 1 to 65535.
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
    ///     - port: {number: 70000, name: https, protocol: HTTPS}
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
    Error 3112 "gw-port-number" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(port) = port::port(server) else {
        return;
    };
    // What is not written is 0 to Istio; what is no such number is told by its type.
    let number = match port.field("number") {
        None => 0,
        Some(node) => match whole::unsigned(node) {
            Some(number) => number,
            None => return,
        },
    };
    let unix = server
        .node
        .text("bind")
        .is_some_and(|bind| bind.starts_with(UNIX_PREFIX));
    let is_sockets = unix && number == 0;
    if !is_sockets && !(1..=65535).contains(&number) {
        let message = if port.has("number") {
            format!("a Gateway cannot serve port {number}")
        } else {
            "the port of a server has no `number`".to_owned()
        };
        cx.report_key(port, "number", message)
            .label("not from 1 to 65535")
            .note(refused::GATEWAY)
            .help("write the port that clients connect to, such as 443");
    }
}
