use super::coverage::mark;
use super::istio::{Reason, verdicts};
use crate::rules::prelude::*;

rule! {
    /// An item of a `match` that stands there twice, or in an earlier route.
    ///
    /// Istio says so when the object is applied, and `istioctl analyze` calls it IST0131. A route
    /// of which every item stands in earlier ones is `vs-rule-unreachable`.
    ///
    /// ## Why it matters
    /// The gateway takes the first route that matches, so the repetition never gets a request.
    /// Where the two stand in different routes, requests may go to another service than meant.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /login}}]
    ///       route: [{destination: {host: login.example.org, port: {number: 8080}}}]
    ///     - match:
    ///         - uri: {exact: /login}
    ///         - uri: {exact: /logout}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /login}}]
    ///       route: [{destination: {host: login.example.org, port: {number: 8080}}}]
    ///     - match: [{uri: {exact: /logout}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `analyzeUnreachableHTTPRules`.
    Info 3431 "vs-match-duplicate" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for verdict in verdicts(*service) {
        let Reason::Repeated(item, first) = verdict.reason else {
            continue;
        };
        let (route, by) = (verdict.route.called(), verdict.by.called());
        let is_same_route = verdict.route.index == verdict.by.index;
        let message = if is_same_route {
            format!("this match stands twice in {route}")
        } else {
            format!("this match of {route} stands in {by} already")
        };
        let earlier = cx.span(mark(first));
        let finding = cx.report(mark(item), message).label("never gets a request");
        if is_same_route {
            finding.also(earlier, "the first time").help("remove it");
        } else {
            finding
                .also(earlier, "takes its requests")
                .note("routes are tried in order, and the first that matches is taken")
                .help(format!("remove it from {route}, or from {by}"));
        }
    }
}
