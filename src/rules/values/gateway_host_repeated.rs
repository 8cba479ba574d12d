use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A host that stands twice in one Gateway.
    ///
    /// ## Why it matters
    /// The second one does nothing. Most often one of the two is a slip, and the host that was meant
    /// is served by nobody.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org, pad.example.org]
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org, pads.example.org]
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning. That a VirtualService has a host twice is a finding of its own.
    Warning 4024 "gateway-host-repeated" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let extras = chart
        .get("gatewayHosts")
        .map(|node| node.items("extraFQDNs").len())
        .unwrap_or_default();
    let routed: Vec<&str> = chart
        .virtual_services()
        .flat_map(|service| service.hosts())
        .filter_map(Node::as_str)
        .collect();
    let times = |host: &str| {
        routed
            .iter()
            .filter(|other| other.eq_ignore_ascii_case(host))
            .count()
    };
    for gateway in chart.of_kind("Gateway") {
        // A server that redirects has the hosts of the first one.
        let Some(server) = gateway.spec.items("servers").first() else {
            continue;
        };
        let hosts = server.items("hosts");
        let defaults = hosts.len().saturating_sub(extras);
        for (index, node) in hosts.iter().enumerate() {
            let Some(host) = node.as_str() else { continue };
            let same = |other: &Node| other.as_str().is_some_and(|o| o.eq_ignore_ascii_case(host));
            let Some(first) = hosts.iter().take(index).position(same) else {
                continue;
            };
            // What the routes have twice, and what repeats a default host, is told elsewhere.
            let is_default = extras > 0 && first < defaults && index >= defaults;
            if times(host) > 1 || is_default {
                continue;
            }
            let earlier = hosts.get(first).map(|node| cx.span(node));
            let finding = cx
                .report(node, format!("the Gateway has the host `{host}` twice"))
                .label("the same host again")
                .note(
                    "the second one does nothing; if another host was meant here, nobody serves it",
                )
                .help("remove one of the two, or write the host that was meant");
            if let Some(earlier) = earlier {
                finding.also(earlier, "the first one");
            }
        }
    }
}
