use crate::istio::http_route::HttpMirrorPolicy;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::structure::is_misspelt;

rule! {
    /// An item of `mirrors` without a destination.
    ///
    /// ## Why it matters
    /// Istio refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    ///       mirrors: [{percentage: {value: 10}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    ///       mirrors:
    ///         - destination: {host: next.example.org, port: {number: 8080}}
    ///           percentage: {value: 10}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPMirrors`;
    /// `manifests/charts/base/files/crd-all.gen.yaml`.
    Error 3298 "vs-mirror-dest-required" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    for item in route.node.items("mirrors") {
        let is_misspelt = is_misspelt(item, &HttpMirrorPolicy::MESSAGE, "destination");
        if item.as_map().is_some() && !item.has("destination") && !is_misspelt {
            let help = if item.has("host") {
                "put `host` and `port` into `destination`, as in `route`"
            } else {
                "add `destination` with the service that gets the copies, or remove the item"
            };
            cx.report_key(
                item,
                "destination",
                "an item of `mirrors` has no destination",
            )
            .label("leads nowhere")
            .note(refused::VIRTUAL_SERVICE)
            .help(help);
        }
    }
}
