use crate::istio::syntax::label::{label_key, label_value};
use crate::rules::common::refused;
use crate::rules::context::Finding;
use crate::rules::prelude::*;

rule! {
    /// A label of a subset that no pod can have.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. The labels say which pods belong to
    /// the subset; keys and values have the form that Kubernetes gives to labels.
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
    ///           labels: {version: "v2 beta"}
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
    ///           labels: {version: v2-beta}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/labels/instance.go`.
    Error 3503 "dr-subset-labels" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    for subset in rule.spec.items("subsets") {
        let Some(labels) = subset.field("labels") else {
            continue;
        };
        for entry in subset.entries_of("labels") {
            if let Err(problem) = label_key(&entry.key) {
                let message = format!("`{}` is no key of a label", entry.key.escape_debug());
                refused(
                    cx.report_key(labels, &entry.key, message),
                    &problem.to_string(),
                );
            }
            let Some(value) = entry.value.as_str() else {
                continue;
            };
            if let Err(problem) = label_value(value) {
                let message = format!("`{}` is no value of a label", value.escape_debug());
                refused(cx.report(&entry.value, message), &problem.to_string());
            }
        }
    }
}

fn refused(finding: Finding<'_>, problem: &str) {
    finding
        .label(problem)
        .note(refused::DESTINATION_RULE)
        .help("write the label exactly as the pods carry it");
}
