use super::maglev;
use crate::diagnostic::Fix;
use crate::istio::syntax::number::{TableSizeProblem, maglev_table_size};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::{Data, edit};

rule! {
    /// A Maglev table whose size is no prime number.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The algorithm spreads the pods
    /// evenly over a prime number of entries only.
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
    ///             maglev: {tableSize: 65536}
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
    /// ## Fix
    /// Writes a prime number close to the size, when asked for.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3547 "dr-maglev-prime" TrafficPolicy(check) changes objects
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some((node, size)) = maglev::size(policy) else {
        return;
    };
    if let Err(TableSizeProblem::NotPrime { near }) = maglev_table_size(size) {
        let fix = edit::replace_scalar(cx.sources, node, &Data::Int(i64::from(near)));
        let fix = fix.map(|edit| Fix::risky("write the nearest prime number", vec![edit]));
        cx.report(node, format!("`tableSize: {size}` is no prime number"))
            .label("must be a prime number")
            .note(refused::DESTINATION_RULE)
            .help(format!("write `tableSize: {near}`"))
            .fix(fix);
    }
}
