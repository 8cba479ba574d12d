use crate::istio::syntax::number::is_port;
use crate::rules::common::whole;
use crate::rules::prelude::*;

rule! {
    /// Settings of a port that does not exist.
    ///
    /// ## Why it matters
    /// Istio takes them, but no service has a port below 1 or above 65535: the settings never apply,
    /// and the port that was meant goes without its TLS, its load balancing or its limits.
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
    ///         portLevelSettings:
    ///           - port: {number: 80800}
    ///             loadBalancer: {simple: ROUND_ROBIN}
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
    ///         portLevelSettings:
    ///           - port: {number: 8080}
    ///             loadBalancer: {simple: ROUND_ROBIN}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validatePortTrafficPolicies`, which does
    /// not look at the number; rutter's own reasoning.
    Warning 3527 "dr-port-range" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    if !matches!(policy.level, Level::Port(_)) {
        return;
    }
    let Some(port) = policy
        .node
        .field("port")
        .filter(|port| port.as_map().is_some())
    else {
        return;
    };
    let (at, message, label) = match port.field("number") {
        None => (port, "this `port` has no number".to_owned(), "no number"),
        Some(node) => {
            let Some(number) = whole::unsigned(node) else {
                return;
            };
            if is_port(i64::from(number)) {
                return;
            }
            (
                node,
                format!("there is no port {number}"),
                "not from 1 to 65535",
            )
        }
    };
    cx.report(at, message)
        .label(label)
        .note("the settings of this entry apply to no traffic at all")
        .help("write the port of the service, such as `number: 8080`");
}
