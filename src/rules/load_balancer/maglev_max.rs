use super::maglev;
use crate::istio::syntax::number::{MAGLEV_LIMIT, TableSizeProblem, maglev_table_size};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Maglev table that is too large.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The size must be less than 5000011.
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
    ///           consistentHash:
    ///             httpHeaderName: x-user
    ///             maglev: {tableSize: 5000011}
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
    ///           consistentHash:
    ///             httpHeaderName: x-user
    ///             maglev: {tableSize: 65537}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3546 "dr-maglev-max" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some((node, size)) = maglev::size(policy) else {
        return;
    };
    if maglev_table_size(size) == Err(TableSizeProblem::TooLarge) {
        cx.report(node, format!("a Maglev table cannot have {size} entries"))
            .label(format!("must be less than {MAGLEV_LIMIT}"))
            .note(refused::DESTINATION_RULE)
            .help("write a prime number well above a hundred times the pods, such as `65537`");
    }
}
