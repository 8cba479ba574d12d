use super::bound;
use crate::rules::prelude::*;

rule! {
    /// A condition on a gateway that the routes are not bound to.
    ///
    /// ## Why it matters
    /// Routes reach only the gateways of the whole VirtualService. A condition on another one never
    /// holds, so requests fall through to a later route or get a 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, gateways: [istio-system/internal]}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
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
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/virtualservice.go`, `pilot/pkg/networking/core/route/route.go`.
    Warning 4403 "xref-match-gateway" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    let service = matches.route.service;
    if service.hosts().is_empty() {
        // The VirtualService that delegates to this one says for which gateways.
        return;
    }
    // The release's own Gateway is called after the release, and nobody said how that is called.
    let is_named = cx.release.name_is_given && cx.release.namespace_is_given;
    if !is_named && bound::gateways(cx.objects, &service).is_some() {
        return;
    }
    let namespace = service.object.namespace;
    let bound: Vec<String> = service
        .gateways()
        .iter()
        .filter_map(|node| Some(bound::resolved(node.as_str()?, namespace)))
        .collect();
    let is_bound = |name: &str| {
        let wanted = bound::resolved(name, namespace);
        bound.contains(&wanted) || bound.is_empty() && wanted == "mesh"
    };
    for node in matches.node.items("gateways") {
        let Some(name) = node.as_str().filter(|name| !is_bound(name)) else {
            continue;
        };
        let own = bound.first().map_or("mesh", String::as_str);
        cx.report(
            node,
            format!(
                "these routes never reach the gateway `{}`",
                name.escape_debug()
            ),
        )
        .label("not bound to it")
        .note(format!(
            "only the gateways of the VirtualService, such as `{own}`, use them: no request fits \
             this condition"
        ))
        .help(format!("remove the condition, or write `{own}`"));
    }
}
