use crate::diagnostic::Fix;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::edit;

rule! {
    /// An upgrade to HTTP/2 that is to keep the client's protocol, too.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. A request of HTTP/1.1 cannot both
    /// stay what it is and become HTTP/2.
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
    ///         connectionPool:
    ///           http: {h2UpgradePolicy: UPGRADE, useClientProtocol: true}
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
    ///         connectionPool:
    ///           http: {h2UpgradePolicy: UPGRADE}
    /// ```
    ///
    /// ## Fix
    /// Removes `useClientProtocol`, when asked for.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateConnectionPool`.
    Error 3573 "dr-pool-upgrade" TrafficPolicy(check) changes objects
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(pool) = policy.node.at(&["connectionPool", "http"]) else {
        return;
    };
    let Some(upgrade) = pool.field("h2UpgradePolicy") else {
        return;
    };
    if upgrade.as_str() != Some("UPGRADE") || pool.flag("useClientProtocol") != Some(true) {
        return;
    }
    let other = cx.span(upgrade);
    let fix = edit::remove_entry(cx.sources, pool, "useClientProtocol");
    let fix = fix.map(|edits| Fix::risky("remove `useClientProtocol`", edits));
    cx.report_key(
        pool,
        "useClientProtocol",
        "`useClientProtocol` contradicts `h2UpgradePolicy: UPGRADE`",
    )
    .label("keeps the protocol of the client")
    .also(other, "makes it HTTP/2")
    .note(refused::DESTINATION_RULE)
    .help("remove `useClientProtocol` if the service speaks HTTP/2, else `h2UpgradePolicy`")
    .fix(fix);
}
