use crate::istio::syntax::label::subset_name;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A subset whose name is no name.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. A name has 1 to 63 letters, digits
    /// and `-`, and starts and ends with a letter or a digit.
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
    ///         - name: v1.2
    ///           labels: {version: v1}
    ///         - name: canary
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
    ///         - name: v1-2
    ///           labels: {version: v1}
    ///         - name: canary
    ///           labels: {version: v2}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateSubsetName`.
    Error 3502 "dr-subset-name" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    for subset in rule.spec.items("subsets") {
        let node = subset.field("name");
        let name = match node {
            None if subset.as_map().is_some() => "",
            None => continue,
            Some(node) => match node.as_str() {
                Some(name) => name,
                None => continue,
            },
        };
        if let Err(problem) = subset_name(name) {
            let message = match name {
                "" => "a subset has no name".to_owned(),
                _ => format!("`{}` is no name for a subset", name.escape_debug()),
            };
            cx.report(node.unwrap_or(subset), message)
                .label(problem.to_string())
                .note(refused::DESTINATION_RULE)
                .help("use letters, digits and `-` only, at most 63, such as `v1-2`");
        }
    }
}
