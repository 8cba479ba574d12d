use super::own_file;
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
    own_file::check(cx, policy, "privateKey", "/etc/certs/client.key");
}
