use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;
use std::collections::BTreeMap;

rule! {
    /// Two servers of a Gateway whose ports have the same name.
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
    ///     - port: {number: 8443, name: https, protocol: HTTPS}
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
    ///     - port: {number: 8443, name: https-admin, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, ValidateGateway
    Error 3115 "gw-port-name-dup" Gateway(check)
}

fn check(cx: &mut Context<'_>, gateway: &Object<'_>) {
    let mut known: BTreeMap<&str, &Node> = BTreeMap::new();
    for server in gateway.spec.items("servers") {
        let Some(name) = server.at(&["port", "name"]) else {
            continue;
        };
        let Some(text) = name.as_str().filter(|text| !text.is_empty()) else {
            continue;
        };
        let Some(first) = known.get(text).copied() else {
            known.insert(text, name);
            continue;
        };
        let other = cx.span(first);
        cx.report(
            name,
            format!("two servers of the Gateway have a port named `{text}`"),
        )
        .label("the second")
        .also(other, "the first")
        .note(refused::GATEWAY)
        .help("give each server's port a name of its own");
    }
}
