use super::weights;
use crate::istio::http_route::HttpRouteDestination;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::structure::is_misspelt;

rule! {
    /// An item of `route` without a destination.
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
    ///       route: [{host: pad.example.org, port: {number: 8080}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRouteDestinations` and
    /// `validateRouteDestinations`; `manifests/charts/base/files/crd-all.gen.yaml`.
    Error 3297 "vs-route-destination" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for item in weights::lists(service).flat_map(|list| list.as_list().unwrap_or_default()) {
        // Items of TCP and TLS routes have no keys that HTTP routes lack.
        let is_misspelt = is_misspelt(item, &HttpRouteDestination::MESSAGE, "destination");
        if item.as_map().is_some() && !item.has("destination") && !is_misspelt {
            let help = if item.has("host") {
                "put `host` and `port` into `destination`: `destination: {host: ..., port: {number: ...}}`"
            } else {
                "add `destination: {host: ..., port: {number: ...}}`"
            };
            cx.report_key(item, "destination", "an item of `route` has no destination")
                .label("leads nowhere")
                .note(refused::VIRTUAL_SERVICE)
                .help(help);
        }
    }
}
