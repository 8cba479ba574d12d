use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::source::Span;

rule! {
    /// Mutual TLS that says how to verify the service, and not to verify it.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. With `insecureSkipVerify` nothing
    /// is verified, so `caCertificates` and `subjectAltNames` must not be there.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         tls: {mode: MUTUAL, credentialName: shop-client, subjectAltNames: [shop.example.net], insecureSkipVerify: true}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         tls: {mode: MUTUAL, credentialName: shop-client, subjectAltNames: [shop.example.net]}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateTLS`.
    Error 3602 "dr-tls-skip-mutual" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(tls) = policy.node.field("tls") else {
        return;
    };
    if tls.text("mode") != Some("MUTUAL") || tls.flag("insecureSkipVerify") != Some(true) {
        return;
    }
    let mut idle: Vec<&str> = ["caCertificates"]
        .into_iter()
        .filter(|key| tls.filled(key).is_some())
        .collect();
    if !tls.items("subjectAltNames").is_empty() {
        idle.push("subjectAltNames");
    }
    let Some(first) = idle.first() else { return };
    let other = tls.field(first).map_or(Span::NOWHERE, |node| cx.span(node));
    let listed = idle
        .iter()
        .map(|key| format!("`{key}`"))
        .collect::<Vec<_>>()
        .join(" and ");
    cx.report_key(
        tls,
        "insecureSkipVerify",
        format!("`insecureSkipVerify` leaves nothing for {listed} to verify"),
    )
    .label("verifies nothing")
    .also(other, "says what to verify")
    .note(refused::DESTINATION_RULE)
    .help(format!(
        "remove `insecureSkipVerify`, so that the service is verified, or remove {listed}"
    ));
}
