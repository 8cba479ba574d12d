use crate::istio::syntax::address::is_ip;
use crate::istio::syntax::gateway_host::gateway_host;
use crate::istio::syntax::host::{hosts_match, wildcard_host};
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A VirtualService none of whose hosts its Gateway serves (IST0132).
    ///
    /// Looked at only where the chart has the Gateway.
    ///
    /// ## Why it matters
    /// No request reaches the routes: the gateway answers with 404, or refuses the connection.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    ///   routeHosts: [paste.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org, paste.example.org]
    ///   routeHosts: [paste.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/analysis/analyzers/virtualservice/gateways.go`.
    Warning 3655 "host-not-in-gateway" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    // The default hosts of the Gateway begin with the namespace.
    if !cx.release.namespace_is_given {
        return;
    }
    let own = service.object.namespace;
    let hosts: Vec<&str> = service.hosts().iter().filter_map(Node::as_str).collect();
    // What is no host at all is told by the rules about the VirtualService.
    if hosts
        .iter()
        .any(|host| wildcard_host(host).is_err() && !is_ip(host))
    {
        return;
    }
    let Some(place) = service.spec.field("hosts").filter(|_| !hosts.is_empty()) else {
        return;
    };
    for reference in service.gateways().iter().filter_map(Node::as_str) {
        let (namespace, name) = reference.split_once('/').unwrap_or((own, reference));
        let gateway = cx.objects.iter().find(|object| {
            object.kind == "Gateway" && object.name == name && object.namespace == namespace
        });
        let Some(gateway) = gateway else { continue };
        let servers = gateway.spec.items("servers").iter();
        let listed: Vec<&str> = servers
            .flat_map(|server| server.items("hosts"))
            .filter_map(Node::as_str)
            .collect();
        // Istio refuses such a Gateway; what it would serve is not known yet.
        if listed.iter().any(|host| gateway_host(host).is_err()) {
            continue;
        }
        let served: Vec<&str> = listed
            .into_iter()
            .filter_map(|host| visible(host, gateway.namespace, own))
            .collect();
        let meets = |host: &&str| served.iter().any(|served| hosts_match(served, host));
        if hosts.iter().any(meets) {
            continue;
        }
        let what = match hosts.as_slice() {
            [host] => format!("the Gateway `{name}` does not serve `{host}`"),
            _ => format!("the Gateway `{name}` serves none of these hosts"),
        };
        let help = match served.as_slice() {
            [] => format!("list the hosts in the Gateway `{name}`"),
            _ => format!(
                "the Gateway serves {}; add the host to it, or write one of these",
                served
                    .iter()
                    .map(|host| format!("`{host}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        };
        cx.report(place, what)
            .label("not among the hosts of the Gateway")
            .note("no request reaches these routes; `istioctl analyze` warns of it as IST0132")
            .help(help);
    }
}

/// The name behind `namespace/`, if a VirtualService of the namespace `own` may use it.
fn visible<'a>(host: &'a str, gateway: &str, own: &str) -> Option<&'a str> {
    let Some((namespace, name)) = host.split_once('/') else {
        return Some(host);
    };
    let namespace = if namespace == "." { gateway } else { namespace };
    (namespace == "*" || namespace == own).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found;
    #[test]
    fn a_gateway_may_keep_a_host_to_a_namespace() {
        let text = |host: &str| {
            format!(
                "kind: Gateway\nmetadata: {{name: gw, namespace: demo}}\nspec: {{servers: [{{hosts: ['{host}']}}]}}\n---\n\
                 kind: VirtualService\nmetadata: {{name: a, namespace: demo}}\nspec: {{hosts: [a.org], gateways: [demo/gw]}}\n"
            )
        };
        for host in ["a.org", "*.org", "*", "./a.org", "*/a.org", "demo/*"] {
            assert!(found(&text(host), &RULE).is_empty(), "{host}");
        }
        for host in ["b.org", "shop/a.org"] {
            assert_eq!(found(&text(host), &RULE).len(), 1, "{host}");
        }
    }
}
