use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::source::Span;

rule! {
    /// A secret with the certificates, together with files that hold them.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `credentialName` names the one
    /// secret that holds all of them.
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
    ///         tls: {mode: SIMPLE, credentialName: shop-ca, caCertificates: /etc/ssl/certs/ca.crt}
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
    ///         tls: {mode: SIMPLE, credentialName: shop-ca}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateTLS`.
    Error 3603 "dr-tls-credential-excl" TrafficPolicy(check)
}

const FILES: [&str; 4] = ["clientCertificate", "privateKey", "caCertificates", "caCrl"];

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(tls) = policy.node.field("tls") else {
        return;
    };
    let verifies = matches!(tls.text("mode"), Some("SIMPLE" | "MUTUAL"));
    if !verifies || tls.filled("credentialName").is_none() {
        return;
    }
    let files: Vec<&str> = FILES
        .into_iter()
        .filter(|key| tls.filled(key).is_some())
        .collect();
    let Some(first) = files.first() else { return };
    let other = tls.field(first).map_or(Span::NOWHERE, |node| cx.span(node));
    let listed = files
        .iter()
        .map(|key| format!("`{key}`"))
        .collect::<Vec<_>>()
        .join(", ");
    cx.report_key(
        tls,
        "credentialName",
        format!("`credentialName` excludes {listed}"),
    )
    .label("a secret")
    .also(other, "and a file")
    .note(refused::DESTINATION_RULE)
    .help(format!(
        "keep the secret and remove {listed}, or the other way round"
    ));
}
