use super::coverage::mark_route;
use super::istio::{Reason, verdicts};
use crate::rules::prelude::*;

rule! {
    /// A route behind one that takes everything, or whose matches all stand in earlier routes.
    ///
    /// Istio warns about it when the object is applied, and `istioctl analyze` calls it IST0130.
    ///
    /// ## Why it matters
    /// The gateway goes through the routes in order and takes the first that matches. A route
    /// without `match` takes every request, so nothing below it ever gets one: what it should have
    /// done, another service, a redirect, a header, does not happen.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
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
    ///     - route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `analyzeUnreachableHTTPRules` and its
    /// siblings for TCP and TLS. A root route with a `delegate` is not counted among those that
    /// take everything, although Istio counts it.
    Warning 3430 "vs-rule-unreachable" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for verdict in verdicts(*service) {
        let (route, by) = (verdict.route.called(), verdict.by.called());
        let at = mark_route(verdict.route.node);
        let earlier = cx.span(mark_route(verdict.by.node));
        match verdict.reason {
            Reason::Unconditional => cx
                .report(
                    at,
                    format!("{route} is never reached: {by} has no `match` and takes everything"),
                )
                .label("never reached")
                .also(earlier, "takes everything")
                .note("routes are tried in order, and the first that matches is taken")
                .help(format!("move {by} to the end, or give it a `match`")),
            Reason::AllRepeated => cx
                .report(
                    at,
                    format!("{route} is never reached: {by} has the same match"),
                )
                .label("the same match")
                .also(earlier, "takes these requests first")
                .note("routes are tried in order, and the first that matches is taken")
                .help(format!(
                    "remove one of the two, or let {route} match something else"
                )),
            Reason::Repeated(..) | Reason::Overlap(..) => continue,
        };
    }
}
