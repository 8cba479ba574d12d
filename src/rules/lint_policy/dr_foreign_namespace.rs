use crate::rules::cross::service;
use crate::rules::prelude::*;

rule! {
    /// A DestinationRule for a service in another namespace.
    ///
    /// ## Why it matters
    /// A gateway looks for the rule of a service in its own namespace, in that of the service, and in
    /// the root namespace of Istio. It does not find one that lies here, unless the gateway runs in
    /// this namespace: TLS, load balancing and limits do not apply, and a service that expects TLS is
    /// asked in plain HTTP.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.backend.svc.cluster.local, port: {number: 8080}}}]
    ///   destinationRules:
    ///     - host: shop.backend.svc.cluster.local
    ///       trafficPolicy:
    ///         tls: {mode: SIMPLE, caCertificates: /etc/ssl/certs/ca.crt, sni: shop}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy:
    ///         tls: {mode: SIMPLE, caCertificates: /etc/ssl/certs/ca.crt, sni: shop}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/push_context.go`, `destinationRule`.
    Warning 4372 "lint-dr-foreign-namespace" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    if !cx.release.namespace_is_given {
        return;
    }
    let Some(node) = rule.spec.field("host") else {
        return;
    };
    let Some(host) = node.as_str() else { return };
    let Some(namespace) = service::namespace(host) else {
        return;
    };
    let is_meant = rule.spec.has("exportTo") || rule.spec.has("workloadSelector");
    if namespace == rule.namespace || is_meant {
        return;
    }
    let mut help =
        format!("put the rule into a release in `{namespace}`, the one with the service");
    // Of an upstream helper's rule only the host can be written.
    if cx.sources.text(cx.span(rule.spec)).contains("host:") {
        help += &format!(
            "; if the gateway itself runs in `{}`, add `exportTo: [.]`",
            rule.namespace
        );
    }
    cx.report(
        node,
        format!("a gateway does not find this rule for a service in `{namespace}`"),
    )
    .label(format!("not in `{}`, where the rule lies", rule.namespace))
    .note(
        "Istio looks where the gateway runs and where the service is: without the rule the gateway \
         speaks plain HTTP, which a service that expects TLS answers with 503",
    )
    .help(help);
}
