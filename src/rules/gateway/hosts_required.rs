use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server of a Gateway without hosts.
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
    ///       hosts: []
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
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateServer
    Error 3104 "gw-hosts-required" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    // What is no list is told with the other values of a wrong type.
    let is_missing = match server.node.field("hosts") {
        None => true,
        Some(hosts) => hosts.as_list().is_some_and(<[_]>::is_empty),
    };
    if is_missing {
        cx.report_key(
            server.node,
            "hosts",
            "a server of the Gateway serves no host",
        )
        .label("no host")
        .note(refused::GATEWAY)
        .help("list the hosts, such as `hosts: [name.example.org]`");
    }
}
