use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::edit::remove_item;

rule! {
    /// An extra host that the release serves already, as one of its default hosts.
    ///
    /// ## Why it matters
    /// The helper adds the default hosts by itself, so that the host stands twice in the Gateway. The
    /// routes take the hosts of the Gateway where `routeHosts` says nothing else, and Istio refuses
    /// a VirtualService with the same host twice: then nothing is deployed.
    ///
    /// ## Example
    /// ```yaml namespace=pads
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     extraFQDNs: [pads.discovery.wmnet, pads.example.org]
    ///   routeHosts: [pads.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml namespace=pads
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     extraFQDNs: [pads.example.org]
    ///   routeHosts: [pads.example.org]
    /// ```
    ///
    /// ## Fix
    /// Removes the extra host. The release serves it all the same.
    ///
    /// ## Source
    /// The default hosts of each helper version.
    Warning 4023 "default-host-repeated" Objects(check) changes objects
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let Some(list) = chart
        .get("gatewayHosts")
        .and_then(|node| node.get("extraFQDNs"))
    else {
        return;
    };
    let extras = list.as_list().unwrap_or_default();
    let gateway = chart.of_kind("Gateway").next();
    let server = gateway.and_then(|gateway| gateway.spec.items("servers").first());
    let hosts = server
        .map(|server| server.items("hosts"))
        .unwrap_or_default();
    // The default hosts stand first.
    let Some(defaults) = hosts.get(..hosts.len().saturating_sub(extras.len())) else {
        return;
    };
    // Where the routes have the hosts of the Gateway, Istio refuses what stands twice.
    let is_refused = |host: &str| {
        let mut services = chart.virtual_services();
        let is_same = |node: &&crate::yaml::Node| node.as_str() == Some(host);
        services.any(|service| service.hosts().iter().filter(is_same).count() > 1)
    };
    for (index, extra) in extras.iter().enumerate() {
        let Some(host) = extra.as_str() else { continue };
        if is_refused(host) {
            continue;
        }
        let is_default = |node: &crate::yaml::Node| {
            node.as_str()
                .is_some_and(|default| default.eq_ignore_ascii_case(host))
        };
        if !defaults.iter().any(is_default) {
            continue;
        }
        let fix = remove_item(cx.sources, list, index)
            .map(|edits| Fix::safe(format!("remove `{host}`"), edits));
        let finding = cx
            .report_at(extra.span, format!("`{host}` is a default host already"))
            .label("the same host again")
            .note("the helper adds it by itself, so that it stands twice in the Gateway")
            .help("remove it here")
            .fix(fix);
        if let Some((_, default)) = chart.entry(&["gatewayHosts", "default"]) {
            finding.also(default.key_span, "the default hosts begin with this");
        }
    }
}
