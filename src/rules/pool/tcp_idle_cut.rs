use crate::istio::Version;
use crate::istio::syntax::duration::Duration;
use crate::rules::prelude::*;

rule! {
    /// An idle timeout of TCP connections of less than a millisecond.
    ///
    /// ## Why it matters
    /// Istio takes it, but cuts it to whole milliseconds when it asks whether there is a limit at
    /// all. Nobody wants connections to be closed after half a millisecond; what was meant is another
    /// unit, or `0s` for no limit.
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
    ///           tcp: {idleTimeout: 500us}
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
    ///           tcp: {idleTimeout: 500ms}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateConnectionPool`.
    Warning 3579 "dr-pool-tcp-idle-cut" TrafficPolicy(check) since 21
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(node) = policy.node.at(&["connectionPool", "tcp", "idleTimeout"]) else {
        return;
    };
    let Some(text) = node.as_str() else { return };
    let is_cut = Duration::parse(text).is_ok_and(Duration::is_cut_to_zero);
    // These versions refuse it, which is told already.
    let is_refused = (Version::new(23)..=Version::new(25)).contains(&cx.istio);
    if is_cut && !is_refused {
        cx.report(
            node,
            format!("`idleTimeout: {text}` is less than a millisecond"),
        )
        .label("hardly the unit that was meant")
        .note("every connection is idle for that long between two packets: closing it then helps nobody")
        .help("write `ms` or `s` behind the number, or `0s` for no limit");
    }
}
