use super::percent;
use crate::rules::prelude::*;

rule! {
    /// A share of healthy pods that is no percentage.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `minHealthPercent` is a whole
    /// number from 0 to 100.
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
    ///         outlierDetection: {minHealthPercent: 150}
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
    ///         outlierDetection: {minHealthPercent: 50}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidatePercent`.
    Error 3585 "dr-outlier-minhealth" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    percent::check(cx, policy, "minHealthPercent");
}
