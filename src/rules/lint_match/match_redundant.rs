use crate::rules::prelude::*;
use crate::rules::reach::coverage::{Dead, dead, mark};
use crate::rules::reach::istio::verdicts;

rule! {
    /// An item of a `match` that adds nothing, because another item of the same route takes all of it.
    ///
    /// ## Why it matters
    /// The items of a `match` are alternatives. Nothing is wrong if that is meant; but if all of them
    /// should hold, the route takes more requests than it should: a dash too many makes two items of
    /// one.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match:
    ///         - uri: {prefix: /}
    ///         - headers: {x-canary: {exact: "yes"}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match:
    ///         - uri: {prefix: /}
    ///           headers: {x-canary: {exact: "yes"}}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`: every item becomes a route of its own.
    Info 4102 "lint-match-redundant" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    for dead in dead(*service, &verdicts(*service)) {
        let Dead::Redundant { item, by } = dead else {
            continue;
        };
        let span = cx.span(mark(by.node));
        cx.report(
            mark(item.node),
            format!(
                "this match adds nothing to {}: another one takes all of its requests",
                item.route.called()
            ),
        )
        .label("adds nothing")
        .also(span, "takes all of it")
        .note("the items of `match` are alternatives: one of them is enough")
        .help("remove it; if both should hold, write both conditions into one item");
    }
}
