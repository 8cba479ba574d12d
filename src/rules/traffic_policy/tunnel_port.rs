use crate::istio::syntax::number::is_port;
use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

rule! {
    /// A tunnel to a port that does not exist.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. Ports are the numbers from 1 to
    /// 65535.
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
    ///         tunnel: {targetHost: shop.example.net, targetPort: 0}
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
    Error 3524 "dr-tunnel-port" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    if matches!(policy.level, Level::Port(_)) {
        return;
    }
    let Some(tunnel) = policy.node.field("tunnel") else {
        return;
    };
    let Some(node) = tunnel.field("targetPort") else {
        if tunnel.as_map().is_some() {
            cx.report(tunnel, "a tunnel has no `targetPort`")
                .label("to which port?")
                .note(refused::DESTINATION_RULE)
                .help("add the port to reach, such as `targetPort: 443`");
        }
        return;
    };
    let Some(port) = whole::unsigned(node) else {
        return;
    };
    if is_port(i64::from(port)) {
        return;
    }
    cx.report(node, format!("there is no port {port}"))
        .label("not from 1 to 65535")
        .note(refused::DESTINATION_RULE)
        .help("write the port at which the host listens, such as 443");
}
