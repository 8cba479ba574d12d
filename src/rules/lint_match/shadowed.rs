use crate::rules::prelude::*;
use crate::rules::reach::coverage::{Dead, dead, mark, mark_route};
use crate::rules::reach::istio::verdicts;

rule! {
    /// A match that never gets a request, because an earlier route takes all of it.
    ///
    /// ## Why it matters
    /// The gateway goes through the routes in order and takes the first that matches. What the later
    /// route should have done, another service, a redirect, a header, does not happen.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /static/}}]
    ///       route: [{destination: {host: static.example.org, port: {number: 8080}}}]
    ///     - match: [{uri: {exact: /static/login}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /static/login}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///     - match: [{uri: {prefix: /static/}}]
    ///       route: [{destination: {host: static.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own comparison of every condition, on Pilot's translation: Istio 1.30,
    /// `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`.
    Warning 4100 "lint-shadowed" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for dead in dead(*service, &verdicts(*service)) {
        let (at, by, what, route) = match &dead {
            Dead::Route { route, by } => {
                (mark_route(route.node), by, route.called(), route.called())
            }
            Dead::Item { item, by } => {
                let route = item.route.called();
                (mark(item.node), by, format!("this match of {route}"), route)
            }
            Dead::After { .. } | Dead::Redundant { .. } => continue,
        };
        let earlier = by.route.called();
        let span = cx.span(mark(by.node));
        cx.report(
            at,
            format!("{what} is never reached: {earlier} takes its requests"),
        )
        .label("never gets a request")
        .also(span, "takes them first")
        .note("routes are tried in order, and the first that matches is taken")
        .help(format!(
            "move {route} before {earlier}, or let {earlier} match less"
        ));
    }
}
