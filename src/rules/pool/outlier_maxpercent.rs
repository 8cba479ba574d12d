use super::percent;
use crate::rules::prelude::*;

rule! {
    /// A share of pods to leave out that is no percentage.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `maxEjectionPercent` is a whole
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
    ///         outlierDetection: {maxEjectionPercent: 150}
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
    ///         outlierDetection: {maxEjectionPercent: 50}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidatePercent`.
    Error 3584 "dr-outlier-maxpercent" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    percent::check(cx, policy, "maxEjectionPercent");
}
