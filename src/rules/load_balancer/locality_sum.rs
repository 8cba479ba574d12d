use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// Shares of localities that do not add up to 100.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The shares of each entry of
    /// `distribute` are percentages of all requests from there.
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
    ///         loadBalancer:
    ///           localityLbSetting:
    ///             distribute:
    ///               - from: eu/*
    ///                 to: {"eu/*": 80, "us/*": 10}
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
    ///         loadBalancer:
    ///           localityLbSetting:
    ///             distribute:
    ///               - from: eu/*
    ///                 to: {"eu/*": 80, "us/*": 20}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateLocalityLbSetting`.
    Error 3552 "dr-locality-sum" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(setting) = policy.node.at(&["loadBalancer", "localityLbSetting"]) else {
        return;
    };
    for entry in setting.items("distribute") {
        if entry.as_map().is_none() {
            continue;
        }
        let shares = entry.entries_of("to").iter();
        let weights: Option<Vec<f64>> = shares.map(|share| share.value.as_number()).collect();
        let Some(weights) = weights else { continue };
        if !weights.iter().all(|weight| (1.0..=100.0).contains(weight)) {
            // Told already.
            continue;
        }
        let sum: f64 = weights.iter().sum();
        if sum != 100.0 {
            let at = entry.field("to").unwrap_or(entry);
            cx.report(at, format!("the shares add up to {sum}, not to 100"))
                .label(format!("{sum} in all"))
                .note(refused::DESTINATION_RULE)
                .help("change the shares so that they add up to 100");
        }
    }
}
