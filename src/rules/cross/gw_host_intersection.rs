use super::bound;
use crate::istio::syntax::host::hosts_match;
use crate::rules::prelude::*;

rule! {
    /// A host with routes that no server of the Gateway has.
    ///
    /// ## Why it matters
    /// Routes take effect on a Gateway only for hosts that both name. Requests for this host are
    /// answered with 404, or do not get a certificate, although its routes are there.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   routeHosts: [shop.example.org, api.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org, api.example.org]
    ///   routeHosts: [shop.example.org, api.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/gateway.go`, `MergeGateways`, hosts of a VirtualService.
    Warning 4402 "xref-gw-host-intersection" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    let Some(gateways) = bound::gateways(cx.objects, service) else {
        return;
    };
    let served: Vec<&str> = gateways
        .iter()
        .flat_map(|gateway| gateway.spec.items("servers"))
        .flat_map(|server| server.items("hosts"))
        .filter_map(|host| visible(host.as_str()?, service.object.namespace))
        .collect();
    // The default hosts begin with the namespace, and nobody said which one it is.
    let namespace = service.object.namespace;
    let is_default = |host: &&str| {
        host.split_once('.')
            .is_some_and(|(first, _)| first == namespace)
    };
    if !cx.release.namespace_is_given && served.iter().any(is_default) {
        return;
    }
    let is_served = |host: &str| served.iter().any(|other| hosts_match(host, other));
    let hosts: Vec<_> = service
        .hosts()
        .iter()
        .filter_map(|node| Some((node, node.as_str()?)))
        .collect();
    // Where none is served at all, another rule says so.
    if !hosts.iter().any(|(_, host)| is_served(host)) {
        return;
    }
    for (node, host) in hosts {
        if !is_served(host) {
            cx.report(
                node,
                format!("no server of the Gateway has `{}`", host.escape_debug()),
            )
            .label("not served")
            .note("requests for it do not reach these routes: they get a 404, or no certificate")
            .help("add it to `gatewayHosts`, or remove it from the hosts of the routes");
        }
    }
}

/// The host of a server without its namespace, if the routes of a namespace see it.
fn visible<'a>(host: &'a str, namespace: &str) -> Option<&'a str> {
    match host.split_once('/') {
        None => Some(host),
        // `.` is the namespace of the Gateway, which the charts share with their routes.
        Some(("*" | ".", name)) => Some(name),
        Some((own, name)) => (own == namespace).then_some(name),
    }
}
