use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// An entry of `portLevelSettings` that is null.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. An entry has a port, and what holds
    /// for it.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: DestinationRule
    /// metadata: {name: shop}
    /// spec:
    ///   host: shop
    ///   trafficPolicy:
    ///     portLevelSettings:
    ///       - port: {number: 8080}
    ///         loadBalancer: {simple: RANDOM}
    ///       - ~
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: DestinationRule
    /// metadata: {name: shop}
    /// spec:
    ///   host: shop
    ///   trafficPolicy:
    ///     portLevelSettings:
    ///       - port: {number: 8080}
    ///         loadBalancer: {simple: RANDOM}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validatePortTrafficPolicies`.
    Error 3528 "dr-port-null" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    for port in policy.node.items("portLevelSettings") {
        if port.is_null() {
            cx.report(port, "an entry of `portLevelSettings` is null")
                .label("nothing stands here")
                .note(refused::DESTINATION_RULE)
                .help("remove the item, or write its `port` and what holds for it");
        }
    }
}
