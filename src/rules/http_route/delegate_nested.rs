use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::virtual_service::is_delegate;

rule! {
    /// A delegate whose route hands requests to yet another delegate.
    ///
    /// ## Why it matters
    /// A VirtualService without hosts is a delegate, and Istio follows one level of them. It
    /// refuses the VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad-routes}
    /// spec:
    ///   http:
    ///     - delegate: {name: more-routes}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: VirtualService
    /// metadata: {name: pad-routes}
    /// spec:
    ///   http:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`.
    Error 3233 "vs-delegate-nested" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if is_delegate(&route.service) && route.node.has("delegate") {
        cx.report_key(
            route.node,
            "delegate",
            format!("{} of a delegate has a `delegate` itself", route.called()),
        )
        .label("only where there are `hosts`")
        .note("a VirtualService without `hosts` is a delegate, and a delegate cannot have another one")
        .note(refused::VIRTUAL_SERVICE)
        .help("write the routes of the other delegate here, or add `hosts`");
    }
}
