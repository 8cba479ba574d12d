use super::maglev;
use crate::diagnostic::Fix;
use crate::istio::syntax::number::{TableSizeProblem, maglev_table_size};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::{Data, edit};

rule! {
    /// A Maglev table without a size.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The documentation of Istio names
    /// 65537 as the default, but the size must be written.
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
    ///             maglev: {}
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
    /// Writes 65537, the size that the documentation of Istio names as the default.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3545 "dr-maglev-zero" TrafficPolicy(check) changes objects
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(maglev) = policy
        .node
        .at(&["loadBalancer", "consistentHash", "maglev"])
    else {
        return;
    };
    let size = maglev.field("tableSize");
    let is_zero = match size {
        None => maglev.as_map().is_some(),
        Some(_) => maglev::size(policy)
            .is_some_and(|(_, size)| maglev_table_size(size) == Err(TableSizeProblem::Zero)),
    };
    if is_zero {
        let fix = match size {
            None => edit::insert_entry(cx.sources, maglev, "tableSize", "65537"),
            Some(size) => edit::replace_scalar(cx.sources, size, &Data::Int(65537)),
        };
        let fix = fix.map(|edit| Fix::risky("write that size", vec![edit]));
        cx.report(size.unwrap_or(maglev), "the Maglev table has no size")
            .label("needs a `tableSize`")
            .note(refused::DESTINATION_RULE)
            .help("write `maglev: {tableSize: 65537}`")
            .fix(fix);
    }
}
