use crate::rules::cross::service;
use crate::rules::prelude::*;
use crate::source::Span;

rule! {
    /// A destination with a `subset` that no DestinationRule of the chart defines (IST0101).
    ///
    /// Looked at only where the chart has a DestinationRule for that host.
    ///
    /// ## Why it matters
    /// There is no group of pods to send the requests to: the gateway answers each with 503.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, subset: v2, port: {number: 8080}}}]
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       subsets: [{name: v1, labels: {version: v1}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, subset: v1, port: {number: 8080}}}]
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       subsets: [{name: v1, labels: {version: v1}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/analysis/analyzers/virtualservice/destinationrules.go`.
    Error 3651 "subset-undefined" Destination(check)
}

fn check(cx: &mut Context<'_>, destination: &Destination<'_>) {
    let node = destination.node;
    let (Some(host), Some(subset)) = (node.filled("host"), node.filled("subset")) else {
        return;
    };
    let wanted = service::resolved(host, destination.service.object.namespace);
    let mut rules = cx.objects.iter().filter(|object| {
        let host = object.spec.filled("host");
        object.kind == "DestinationRule"
            && host.is_some_and(|host| service::resolved(host, object.namespace) == wanted)
    });
    let Some(first) = rules.clone().next() else {
        return;
    };
    let defines = |object: &Object<'_>| {
        let mut subsets = object.spec.items("subsets").iter();
        subsets.any(|item| item.text("name") == Some(subset))
    };
    if rules.any(defines) {
        return;
    }
    let subsets = first.spec.items("subsets").iter();
    let known: Vec<&str> = subsets.filter_map(|item| item.filled("name")).collect();
    let place = first
        .spec
        .field("host")
        .map_or(Span::NOWHERE, |host| cx.span(host));
    let help = match known.as_slice() {
        [] => format!("add the subset `{subset}` to the DestinationRule, or remove `subset`"),
        _ => format!(
            "write one of {}, or add `{subset}` to the DestinationRule",
            known
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    };
    cx.report_key(node, "subset", format!("no DestinationRule defines the subset `{subset}` of `{host}`"))
        .label("not defined")
        .also(place, "the DestinationRule for this host")
        .note("no pods belong to it: the gateway answers such requests with 503; `istioctl analyze` calls this IST0101")
        .help(help);
}
