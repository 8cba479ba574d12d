use crate::istio::syntax::host::wildcard_host;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A DestinationRule for a host that is no host name.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The host says whose traffic the
    /// rule is about: the name of a service, never an address, a URL or a name with a port.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: http://shop:8080
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
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateWildcardDomain`.
    Error 3500 "dr-host" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(node) = rule.spec.field("host") else {
        return;
    };
    let Some(host) = node.as_str() else { return };
    let Err(problem) = wildcard_host(host) else {
        return;
    };
    cx.report(
        node,
        format!(
            "`{}` is no host that a DestinationRule can be for",
            host.escape_debug()
        ),
    )
    .label(problem.to_string())
    .note(refused::DESTINATION_RULE)
    .help("name the service as the routes do, such as `shop` or `shop.demo.svc.cluster.local`");
}
