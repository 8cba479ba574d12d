use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A null among the destinations of a route.
    ///
    /// ## Why it matters
    /// A `-` with nothing behind it is an item, too. Istio refuses the VirtualService, and the
    /// deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route:
    ///         - destination: {host: pad.example.org, port: {number: 8080}}
    ///           weight: 100
    ///         -
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route:
    ///         - destination: {host: pad.example.org, port: {number: 8080}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateHTTPRouteDestinations`;
    /// `manifests/charts/base/files/crd-all.gen.yaml`.
    Error 3296 "vs-route-null" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    for node in route.node.items("route") {
        if node.is_null() {
            cx.report(node, format!("a destination of {} is null", route.called()))
                .label("nothing stands here")
                .note(refused::VIRTUAL_SERVICE)
                .help("write the destination, or remove the `-`");
        }
    }
}
