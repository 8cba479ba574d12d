use super::hosts;
use crate::rules::prelude::*;

rule! {
    /// A Gateway that takes every host.
    ///
    /// ## Why it matters
    /// All Gateways with this selector share one gateway: this one answers for the hosts of everybody
    /// else that are not named more precisely, and collides with every other that takes them all.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: ['*']
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/gateway.go`, `mergeGateways`.
    Warning 4155 "lint-gateway-star" Gateway(check)
}

fn check(cx: &mut Context<'_>, gateway: &Object<'_>) {
    let mut seen = Vec::new();
    for host in gateway
        .spec
        .items("servers")
        .iter()
        .flat_map(|server| server.items("hosts"))
    {
        let span = cx.span(host);
        if hosts::name(host) != Some("*") || seen.contains(&span) {
            continue;
        }
        seen.push(span);
        let text = host.as_str().unwrap_or_default();
        cx.report(host, format!("the Gateway host `{text}` takes every host"))
            .label("every host")
            .note("Gateways with the same selector share one gateway, so this collides with other releases")
            .help("name the hosts, as in `pad.example.org` or `*.pad.example.org`");
    }
}
