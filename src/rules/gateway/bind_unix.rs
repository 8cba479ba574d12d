use crate::istio::syntax::address::{UNIX_PREFIX, bind};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Unix socket to listen on whose path is not absolute, or is a folder.
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
    ///     - port: {number: 0, name: http, protocol: HTTP}
    ///       bind: unix://run/gateway.sock
    ///       hosts: [pad.example.org]
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
    ///     - port: {number: 0, name: http, protocol: HTTP}
    ///       bind: unix:///run/gateway.sock
    ///       hosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServerBind
    Error 3116 "gw-bind-unix" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(node) = server.node.field("bind") else {
        return;
    };
    let Some(text) = node.as_str().filter(|text| text.starts_with(UNIX_PREFIX)) else {
        return;
    };
    if let Err(problem) = bind(text) {
        cx.report(
            node,
            format!("`{text}` is no Unix socket to listen on: {problem}"),
        )
        .label("not an absolute path to a file")
        .note(refused::GATEWAY)
        .help("write `unix:///run/NAME.sock`, or `unix://@NAME` for an abstract socket");
    }
}
