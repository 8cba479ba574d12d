use crate::istio::syntax::address::is_ip;
use crate::istio::syntax::host::fqdn;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A tunnel to something that is neither a host name nor an IP address.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The tunnel leads to one host,
    /// without scheme, port or wildcard.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         tunnel: {targetHost: "*.example.net", targetPort: 443}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         tunnel: {targetHost: shop.example.net, targetPort: 443}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateTunnelSettings`.
    Error 3523 "dr-tunnel-host" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    if matches!(policy.level, Level::Port(_)) {
        return;
    }
    let Some(tunnel) = policy.node.field("tunnel") else {
        return;
    };
    let Some(node) = tunnel.field("targetHost") else {
        if tunnel.as_map().is_some() {
            cx.report(tunnel, "a tunnel has no `targetHost`")
                .label("to which host?")
                .note(refused::DESTINATION_RULE)
                .help("add the host to reach, such as `targetHost: shop.example.net`");
        }
        return;
    };
    let Some(host) = node.as_str() else { return };
    let Err(problem) = fqdn(host) else { return };
    if is_ip(host) {
        return;
    }
    let label = if host.contains('*') {
        "stands for many hosts".to_owned()
    } else {
        problem.to_string()
    };
    cx.report(
        node,
        format!("a tunnel cannot lead to `{}`", host.escape_debug()),
    )
    .label(label)
    .note(refused::DESTINATION_RULE)
    .help("write one host name, such as `shop.example.net`, or an IP address");
}
