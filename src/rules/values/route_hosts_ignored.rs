use crate::helper::definition::RouteHosts;
use crate::rules::prelude::*;
use crate::values::go;
use crate::yaml::Node;

rule! {
    /// `routeHosts` without an existing gateway, with a helper version that then ignores it.
    ///
    /// ## Why it matters
    /// The routes hold for all hosts of the release's own Gateway. A host that stands only in
    /// `routeHosts` is served by nobody, and its visitors see 404.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   routeHosts: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     extraFQDNs: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// The helper up to `istio-1.2.0`; from 1.3.0 on `routeHosts` always counts.
    Warning 4003 "route-hosts-ignored" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let Some(facts) = &chart.definition.pasted else {
        return;
    };
    let has_no_gateway = chart.get("existingGatewayName").and_then(Node::as_str) == Some("");
    if facts.route_hosts != RouteHosts::WithExistingGateway || !chart.enabled || !has_no_gateway {
        return;
    }
    // A misspelt name of the gateway is the cause then, and is told.
    let is_misspelt = go::is_true(chart.get("existingGateway"));
    let Some((_, hosts)) = chart
        .entry(&["routeHosts"])
        .filter(|(_, hosts)| go::is_true(Some(&hosts.value)) && !is_misspelt)
    else {
        return;
    };
    let finding = cx
        .report_at(
            hosts.key_span,
            "`routeHosts` has no effect without an existing gateway",
        )
        .label("ignored")
        .note("the routes hold for the hosts of the release's own Gateway; a host that stands only here is served by nobody, and its visitors see 404")
        .help("write the hosts in `gatewayHosts`, or name the Gateway of another release in `existingGatewayName`");
    if let Some((_, gateway)) = chart.entry(&["existingGatewayName"]) {
        finding.also(gateway.value.span, "names no Gateway");
    }
}
