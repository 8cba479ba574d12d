use crate::rules::prelude::*;

rule! {
    /// A subset that has neither labels nor a policy.
    ///
    /// ## Why it matters
    /// It stands for all pods of the service and changes nothing for them: a route to a canary that
    /// is meant to get one percent goes to every version.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop, subset: stable, port: {number: 8080}}}]
    ///   destinationRules:
    ///     - host: shop
    ///       subsets:
    ///         - name: stable
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop, subset: stable, port: {number: 8080}}}]
    ///   destinationRules:
    ///     - host: shop
    ///       subsets:
    ///         - name: stable
    ///           labels: {version: v1}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/push_context.go`, labels of subsets; Kiali KIA0209.
    Warning 4369 "lint-subset-no-labels" DestinationRule(check)
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    for subset in rule.spec.items("subsets") {
        let is_named = subset.filled("name").is_some();
        if is_named && subset.entries_of("labels").is_empty() && !subset.has("trafficPolicy") {
            cx.report(subset, "this subset stands for all pods of the service")
                .label("no `labels`")
                .note("and without a `trafficPolicy` it changes nothing for them")
                .help("add the labels of its pods, such as `labels: {version: v1}`, or remove it");
        }
    }
}
