use super::skip;
use crate::rules::prelude::*;

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
    skip::check(cx, policy, "MUTUAL", &["caCertificates"]);
}
