use std::ops::RangeInclusive;

use crate::istio::Version;
use crate::istio::syntax::duration::Duration;
use crate::rules::prelude::*;
use crate::rules::traffic_policy::durations::refuse;

rule! {
    /// An idle timeout of TCP connections that Istio refuses.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. It must be a whole number of
    /// milliseconds, or `0s` for none. Istio 1.23 to 1.25 refuse `0s`, too.
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
    ///           tcp: {idleTimeout: -5s}
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
    ///           tcp: {idleTimeout: 0s}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateConnectionPool`;
    /// `manifests/charts/base/files/crd-all.gen.yaml` of 1.23 to 1.25.
    Error 3577 "dr-pool-tcp-idle" TrafficPolicy(check) since 21
}

const ZERO_REFUSED: RangeInclusive<Version> = Version::new(23)..=Version::new(25);

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(node) = policy.node.at(&["connectionPool", "tcp", "idleTimeout"]) else {
        return;
    };
    let Some(Ok(time)) = node.as_str().map(Duration::parse) else {
        return;
    };
    if ZERO_REFUSED.contains(&cx.istio) {
        if let Err(problem) = time.milliseconds() {
            let instead = "write a very long time, such as `24h`, or target Istio 1.26, where `0s` means none";
            refuse(cx, node, "idleTimeout", problem, instead);
        }
    } else if let Err(problem) = time.milliseconds_or_zero() {
        refuse(
            cx,
            node,
            "idleTimeout",
            problem,
            "write a time such as `1h`, or `0s` for no limit",
        );
    }
}
