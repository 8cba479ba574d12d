use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A VirtualService without a route.
    ///
    /// ## Why it matters
    /// Istio refuses it, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [istio-system/public]
    ///   http: []
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   gateways: [istio-system/public]
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `ValidateVirtualService`.
    Error 3213 "vs-no-routes" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    let is_empty = |key| {
        let routes = service.spec.field(key);
        routes.is_none_or(|node| node.as_list().is_some_and(<[_]>::is_empty))
    };
    if ["http", "tls", "tcp"].into_iter().all(is_empty) {
        let at = service.spec.field("http").unwrap_or(service.spec);
        cx.report(at, "the VirtualService has no route")
            .label("leads nowhere")
            .note(refused::VIRTUAL_SERVICE)
            .help("add a route with `route`, `redirect` or `directResponse` to `http`");
    }
}
