use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// Two subsets of the same name.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. A route that names the subset could
    /// mean either group of pods.
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
    ///         - name: stable
    ///           labels: {version: v1}
    ///         - name: stable
    ///           labels: {version: v2}
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
    ///         - name: stable
    ///           labels: {version: v1}
    ///         - name: canary
    ///           labels: {version: v2}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateDestinationRule`.
    Error 3501 "dr-subset-dup" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
    for subset in rule.spec.items("subsets") {
        let Some(node) = subset.field("name") else {
            continue;
        };
        let Some(name) = node.as_str() else { continue };
        match seen.entry(name) {
            Entry::Vacant(free) => {
                free.insert(node);
            }
            Entry::Occupied(first) => {
                let first = cx.span(first.get());
                cx.report(
                    node,
                    format!("a second subset is called `{}`", name.escape_debug()),
                )
                .label("the name is taken")
                .also(first, "first here")
                .note(refused::DESTINATION_RULE)
                .help("give each subset a name of its own");
            }
        }
    }
}
