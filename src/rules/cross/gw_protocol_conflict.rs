use crate::istio::syntax::protocol::{Protocol, ProtocolClass};
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A server that cannot share the port of an earlier server without TLS.
    ///
    /// ## Why it matters
    /// Only HTTP servers can share a port. Istio keeps the first server and drops the other one, and
    /// says so only in its own log: its hosts are not served.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 8080, name: http, protocol: HTTP}
    ///       hosts: [shop.example.org]
    ///     - port: {number: 8080, name: tcp, protocol: TCP}
    ///       hosts: [db.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 8080, name: http, protocol: HTTP}
    ///       hosts: [shop.example.org]
    ///     - port: {number: 5432, name: tcp, protocol: TCP}
    ///       hosts: [db.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/gateway.go`, `MergeGateways`, `canMergeProtocols`.
    Warning 4401 "xref-gw-protocol-conflict" Gateway(check)
}

fn check(cx: &mut Context<'_>, gateway: &Object<'_>) {
    let mut plain: Vec<Listener<'_>> = Vec::new();
    for server in gateway.spec.items("servers") {
        let Some(listener) = listener(server) else {
            continue;
        };
        let same =
            |other: &&Listener<'_>| other.port == listener.port && other.bind == listener.bind;
        let Some(first) = plain.iter().find(same) else {
            // Servers with TLS are told apart by their hosts.
            if listener.is_http || !server.has("tls") {
                plain.push(listener);
            }
            continue;
        };
        if first.is_http && listener.is_http {
            continue;
        }
        let first = cx.span(first.node);
        let at = server.at(&["port", "protocol"]).unwrap_or(server);
        cx.report(
            at,
            format!("port {} has a server without TLS already", listener.port),
        )
        .label("this server is dropped")
        .also(first, "this one stays")
        .note("only HTTP servers can share such a port; the hosts of this one are not served")
        .help("give the server a port of its own");
    }
}

#[derive(Clone, Copy)]
struct Listener<'a> {
    port: u64,
    bind: &'a str,
    is_http: bool,
    node: &'a Node,
}

fn listener(server: &Node) -> Option<Listener<'_>> {
    let protocol = Protocol::parse(server.at(&["port", "protocol"])?.as_str()?)?;
    let port = server.at(&["port", "number"])?.as_number()?;
    Some(Listener {
        port: port as u64,
        bind: server.text("bind").unwrap_or(""),
        is_http: protocol.class() == ProtocolClass::Http,
        node: server,
    })
}
