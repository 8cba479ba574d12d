use crate::istio::syntax::label::{kubernetes_label_value, label_value};
use crate::rules::prelude::*;

rule! {
    /// A label of a subset that is longer than Kubernetes allows.
    ///
    /// ## Why it matters
    /// Istio takes it, but Kubernetes lets no pod carry a label of more than 63 bytes: the subset is
    /// empty, and its routes answer with 503.
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
    ///       subsets:
    ///         - name: canary
    ///           labels: {commit: 0123456789-0123456789-0123456789-0123456789-0123456789-0123456789}
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
    ///       subsets:
    ///         - name: canary
    ///           labels: {commit: 0123456789-0123456789}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/labels/instance.go` sets no limit; Kubernetes: the syntax of labels.
    Warning 3504 "dr-subset-label-long" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    for subset in rule.spec.items("subsets") {
        for entry in subset.entries_of("labels") {
            let Some(value) = entry.value.as_str() else {
                continue;
            };
            if label_value(value).is_ok() && kubernetes_label_value(value).is_err() {
                cx.report(
                    &entry.value,
                    format!("no pod can have this value of `{}`", entry.key),
                )
                .label(format!("{} bytes, at most 63 are allowed", value.len()))
                .note("the subset has no pods, so requests to it are answered with 503")
                .help("write the label exactly as the pods carry it");
            }
        }
    }
}
