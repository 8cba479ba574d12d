use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A certificate from a ConfigMap that is not named, or in another namespace.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. `configmap://` is followed by the
    /// namespace, a `/` and the name, and the namespace must be that of the DestinationRule.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         tls: {mode: SIMPLE, credentialName: "configmap://shop-ca"}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         tls: {mode: SIMPLE, credentialName: "configmap://demo/shop-ca"}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `ValidateTLS`.
    Error 3600 "dr-tls-configmap" TrafficPolicy(check) since 26
}

const SCHEME: &str = "configmap://";

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(node) = policy.node.at(&["tls", "credentialName"]) else {
        return;
    };
    let Some(reference) = node.as_str().and_then(|text| text.strip_prefix(SCHEME)) else {
        return;
    };
    let mut parts = reference.split('/');
    let namespace = parts.next().unwrap_or_default();
    let name = parts.next().unwrap_or_default();
    let own = policy.rule.namespace;
    let label = if namespace.is_empty() || name.is_empty() {
        "not of the form `configmap://NAMESPACE/NAME`".to_owned()
    } else if namespace != own && cx.release.namespace_is_given {
        format!("not in namespace `{own}`, where this DestinationRule is")
    } else {
        return;
    };
    let example = [name, namespace]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or("NAME");
    let shown = reference.escape_debug();
    cx.report(node, format!("`{SCHEME}{shown}` cannot be used for TLS"))
        .label(label)
        .note(refused::DESTINATION_RULE)
        .help(format!("write `{SCHEME}{own}/{}`", example.escape_debug()));
}
