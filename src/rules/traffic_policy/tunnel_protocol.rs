use crate::diagnostic::Fix;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::{Data, edit};

rule! {
    /// A tunnel with another protocol than `CONNECT` or `POST`.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The word is the method of the
    /// request that opens the tunnel, in capitals.
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
    /// ## Fix
    /// Writes the word in capitals where that makes it right.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateTunnelSettings`.
    Error 3522 "dr-tunnel-protocol" TrafficPolicy(check) changes objects
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
    let fix = ["CONNECT", "POST"]
        .into_iter()
        .find(|word| word.eq_ignore_ascii_case(protocol))
        .and_then(|word| edit::replace_scalar(cx.sources, node, &Data::Str(word.into())));
    let fix = fix.map(|edit| Fix::safe("write the protocol in capitals", vec![edit]));
    cx.report(
        node,
        format!("a tunnel cannot use `{}`", protocol.escape_debug()),
    )
    .label("neither `CONNECT` nor `POST`")
    .note(refused::DESTINATION_RULE)
    .help("write `CONNECT`, the default, or `POST`, in capitals")
    .fix(fix);
}
