use crate::rules::prelude::*;

rule! {
    /// A tunnel with another protocol than `CONNECT` or `POST`.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the release is not deployed. The word is the method of
    /// the request that opens the tunnel, in capitals.
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
    ///         tunnel: {protocol: connect, targetHost: shop.example.net, targetPort: 443}
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
    ///         tunnel: {protocol: CONNECT, targetHost: shop.example.net, targetPort: 443}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateTunnelSettings`.
    Error 3522 "dr-tunnel-protocol" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    if matches!(policy.level, Level::Port(_)) {
        return;
    }
    let Some(node) = policy.node.at(&["tunnel", "protocol"]) else {
        return;
    };
    let Some(protocol) = node.as_str() else {
        return;
    };
    if matches!(protocol, "" | "CONNECT" | "POST") {
        return;
    }
    cx.report(
        node,
        format!("a tunnel cannot use `{}`", protocol.escape_debug()),
    )
    .label("neither `CONNECT` nor `POST`")
    .note("Istio refuses such a DestinationRule, and the release is not deployed")
    .help("write `CONNECT`, the default, or `POST`, in capitals");
}
