use crate::diagnostic::Fix;
use crate::istio::syntax::host::wildcard_host;
use crate::rules::prelude::*;
use crate::yaml::{Data, edit};

rule! {
    /// A capital letter in the name of a service.
    ///
    /// ## Why it matters
    /// Istio takes it, but compares names letter by letter, and Kubernetes services have lower-case
    /// names: the rule is for a service that cannot exist, so its TLS, its load balancing and its
    /// limits apply to nothing.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: Shop
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
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
    /// ## Fix
    /// Writes the host in lower case, when asked for.
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/host/name.go`; rutter's own reasoning.
    Warning 3505 "dr-host-case" DestinationRule(check) changes objects
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(node) = rule.spec.field("host") else {
        return;
    };
    let Some(host) = node.as_str() else { return };
    // Other hosts may come from a ServiceEntry, which can have capital letters.
    let is_service = !host.contains('.') || host.ends_with(".svc.cluster.local");
    let has_capital = host.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_service && has_capital && wildcard_host(host).is_ok() {
        let fix = edit::replace_scalar(
            cx.sources,
            node,
            &Data::Str(host.to_ascii_lowercase().into()),
        );
        let fix = fix.map(|edit| Fix::risky("write it in lower case", vec![edit]));
        cx.report(node, format!("no service can be called `{host}`"))
            .label("has a capital letter")
            .note("names are compared letter by letter, so what this rule says applies to nothing")
            .help(format!("write `{}`", host.to_ascii_lowercase()))
            .fix(fix);
    }
}
