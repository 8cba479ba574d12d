use crate::rules::cross::service;
use crate::rules::prelude::*;

rule! {
    /// A subset that no route of the release names.
    ///
    /// ## Why it matters
    /// Routes lead to the service, but not to this subset: its labels select nothing, and its policy
    /// never applies, unless another release routes to it.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop, port: {number: 8080}}}]
    ///   destinationRules:
    ///     - host: shop
    ///       subsets:
    ///         - name: stable
    ///           labels: {version: v1}
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
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`: a subset is what a destination names.
    Info 4370 "lint-subset-unused" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let destinations = destinations(chart);
    for rule in chart.of_kind("DestinationRule") {
        let Some(host) = rule.spec.filled("host") else {
            continue;
        };
        let host = service::resolved(host, rule.namespace);
        let leads_here = destinations.iter().filter(|to| to.service == host);
        let named: Vec<&str> = leads_here.map(|to| to.subset).collect();
        if named.is_empty() {
            // Other releases route to it, or the mesh does.
            continue;
        }
        let subsets = rule.spec.items("subsets");
        let is_defined = |name: &&str| subsets.iter().any(|known| known.text("name") == Some(name));
        let mut asked = named.iter().filter(|name| !name.is_empty());
        if asked.any(|name| !is_defined(name)) {
            // One of the two is misspelt, and another rule tells of the route.
            continue;
        }
        for subset in subsets {
            let Some(name) = subset.filled("name") else {
                continue;
            };
            if !named.contains(&name) {
                cx.report(
                    subset.field("name").unwrap_or(subset),
                    format!("no route leads to the subset `{}`", name.escape_debug()),
                )
                .label("not used in this release")
                .note("what it says applies to no traffic of this release")
                .help(format!(
                    "name it in a destination, `subset: {}`, or remove it",
                    name.escape_debug()
                ));
            }
        }
    }
}

struct To<'a> {
    service: String,
    subset: &'a str,
}

fn destinations<'a>(chart: &Chart<'a>) -> Vec<To<'a>> {
    service::destinations(chart)
        .into_iter()
        .filter_map(|to| {
            let host = to.node.filled("host")?;
            Some(To {
                service: service::resolved(host, to.service.object.namespace),
                subset: to.node.text("subset").unwrap_or(""),
            })
        })
        .collect()
}
