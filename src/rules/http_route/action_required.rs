use crate::istio::http_route::HttpRoute as Type;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::structure::is_misspelt;

rule! {
    /// A route that leads nowhere.
    ///
    /// ## Why it matters
    /// It says which requests it takes, but not what becomes of them. Istio refuses the
    /// VirtualService, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       timeout: 15s
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       timeout: 15s
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRouteConflict`.
    Error 3242 "vs-action-required" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let others = ["redirect", "directResponse", "delegate"];
    let destinations = route.node.field("route");
    let leads_on =
        destinations.is_some_and(|node| node.as_list().is_none_or(|list| !list.is_empty()));
    // A delegate in a delegate has a rule of its own.
    if leads_on || others.into_iter().any(|key| route.node.has(key)) {
        return;
    }
    let mut actions = others.into_iter().chain(["route"]);
    if actions.any(|key| is_misspelt(route.node, &Type::MESSAGE, key)) {
        return;
    }
    let at = destinations.unwrap_or(route.node);
    cx.report(
        at,
        format!(
            "{} does not say what becomes of its requests",
            route.called()
        ),
    )
    .label("leads nowhere")
    .note(refused::VIRTUAL_SERVICE)
    .help("add `route` with a destination, or `redirect`, or `directResponse`");
}
