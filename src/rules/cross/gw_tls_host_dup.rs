use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A host that two servers of a Gateway have on the same port.
    ///
    /// ## Why it matters
    /// Istio drops the later server as a whole, with all of its hosts, and says so only in its own
    /// log: clients of those hosts get the certificate of another server, or none.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https-a, protocol: HTTPS}
    ///       hosts: [shop.example.org]
    ///       tls: {mode: SIMPLE, credentialName: shop-tls}
    ///     - port: {number: 443, name: https-b, protocol: HTTPS}
    ///       hosts: ["shop.example.org", "api.example.org"]
    ///       tls: {mode: SIMPLE, credentialName: api-tls}
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
    ///     - port: {number: 443, name: https-a, protocol: HTTPS}
    ///       hosts: [shop.example.org]
    ///       tls: {mode: SIMPLE, credentialName: shop-tls}
    ///     - port: {number: 443, name: https-b, protocol: HTTPS}
    ///       hosts: [api.example.org]
    ///       tls: {mode: SIMPLE, credentialName: api-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/gateway.go`, `MergeGateways`, `CheckDuplicates`.
    Warning 4400 "xref-gw-tls-host-dup" Gateway(check)
}

fn check(cx: &mut Context<'_>, gateway: &Object<'_>) {
    let mut kept: Vec<(Listener<'_>, &str, &Node)> = Vec::new();
    for server in gateway.spec.items("servers") {
        let Some(listener) = listener(server) else {
            continue;
        };
        let hosts: Vec<(&str, &Node)> = server
            .items("hosts")
            .iter()
            .filter_map(|node| Some((node.as_str()?, node)))
            .collect();
        let mut is_dropped = false;
        for (host, node) in &hosts {
            let taken = kept
                .iter()
                .find(|(other, text, _)| *other == listener && text == host);
            if let Some((_, _, first)) = taken {
                is_dropped = true;
                let first = cx.span(first);
                cx.report(
                    node,
                    format!("`{}` has a server already", host.escape_debug()),
                )
                .label("on this port")
                .also(first, "this server answers")
                .note("Istio drops the later server as a whole, with all of its hosts")
                .help("let each host stand in one server of the port only");
            }
        }
        if !is_dropped {
            kept.extend(hosts.into_iter().map(|(host, node)| (listener, host, node)));
        }
    }
}

/// A port and the address it is bound to.
type Listener<'a> = (u64, &'a str);

/// Where a server with TLS settings listens; a redirect to HTTPS is one, too.
fn listener(server: &Node) -> Option<Listener<'_>> {
    let port = server.at(&["port", "number"])?.as_number()?;
    server
        .has("tls")
        .then_some((port as u64, server.text("bind").unwrap_or("")))
}
