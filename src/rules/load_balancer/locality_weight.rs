use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A share of a locality that is not from 1 to 100.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The shares of an entry are
    /// percentages; a locality that gets nothing is left out.
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
    ///                 to: {"eu/*": 100, "us/*": 0}
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
    Error 3551 "dr-locality-weight" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(setting) = policy.node.at(&["loadBalancer", "localityLbSetting"]) else {
        return;
    };
    for entry in setting.items("distribute") {
        for share in entry.entries_of("to") {
            let weight = match share.value.as_number() {
                Some(weight) => weight,
                // Istio reads it as a share of 0.
                None if share.value.is_null() => 0.0,
                None => continue,
            };
            if !(1.0..=100.0).contains(&weight) {
                let name = share.key.escape_debug();
                cx.report(&share.value, format!("`{name}` gets a share of {weight}"))
                    .label("not from 1 to 100")
                    .note(refused::DESTINATION_RULE)
                    .help("write a percentage from 1 to 100, or remove the locality");
            }
        }
    }
}
