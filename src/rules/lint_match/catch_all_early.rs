use crate::rules::prelude::*;
use crate::rules::reach::coverage::{Dead, dead, mark, mark_route};
use crate::rules::reach::istio::verdicts;

rule! {
    /// A match that takes every request, in a route that is not the last.
    ///
    /// Every request is taken by a match with neither a path nor another condition, the prefix `/` or
    /// an empty one, or an expression such as `.*`.
    ///
    /// ## Why it matters
    /// Istio does not even tell the gateway about the routes below, or the gateway never gets to them:
    /// all requests go to this one.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///     - match: [{uri: {prefix: /static/}}]
    ///       route: [{destination: {host: static.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /static/}}]
    ///       route: [{destination: {host: static.example.org, port: {number: 8080}}}]
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `IsCatchAllRoute`; for what Istio does
    /// not see as such, rutter's own reasoning.
    Warning 4101 "lint-catch-all-early" VirtualService(check)
}

/// How many of the routes are marked.
const MOST_MARKS: usize = 5;

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for dead in dead(*service, &verdicts(*service)) {
        let Dead::After { item, routes } = dead else {
            continue;
        };
        let route = item.route.called();
        let later = match routes.as_slice() {
            [] => continue,
            [only] => format!("{} is", only.called()),
            [first, .., last] => format!("{} to {} are", first.called(), last.called()),
        };
        let marks = routes.iter().take(MOST_MARKS);
        let spans: Vec<_> = marks.map(|route| cx.span(mark_route(route.node))).collect();
        let mut finding = cx
            .report(
                mark(item.node),
                format!("{route} takes every request, so {later} never reached"),
            )
            .label("takes everything");
        for span in spans {
            finding = finding.also(span, "never reached");
        }
        finding
            .note("routes are tried in order, and the first that matches is taken")
            .help(format!("move {route} to the end, or let it match less"));
    }
}
