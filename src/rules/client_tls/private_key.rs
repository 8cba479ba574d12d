use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// Mutual TLS without a private key.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. Mutual TLS shows a certificate to
    /// the service: it comes from `credentialName`, or from the files `clientCertificate` and
    /// `privateKey`.
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
    ///         tls: {mode: MUTUAL, clientCertificate: /etc/certs/client.crt}
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
    ///         tls: {mode: MUTUAL, clientCertificate: /etc/certs/client.crt, privateKey: /etc/certs/client.key}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateTLS`.
    Error 3605 "dr-tls-private-key" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(tls) = policy.node.field("tls") else {
        return;
    };
    let Some(mode) = tls
        .field("mode")
        .filter(|mode| mode.as_str() == Some("MUTUAL"))
    else {
        return;
    };
    if tls.filled("credentialName").is_some() || tls.filled("privateKey").is_some() {
        return;
    }
    // A value of the wrong type is refused for its type.
    if tls
        .field("privateKey")
        .is_some_and(|node| node.as_str().is_none())
    {
        return;
    }
    cx.report(mode, "mutual TLS without `privateKey`")
        .label("needs `privateKey`")
        .note(refused::DESTINATION_RULE)
        .help(
            "add `privateKey: /etc/certs/client.key`, or `credentialName` with a secret that holds certificate and key",
        );
}
