use crate::rules::prelude::*;
use crate::rules::reach::coverage::{Dead, dead, mark};
use crate::rules::reach::istio::verdicts;
use crate::yaml::Node;

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
        if let Some(halves) = halves(item.node, by.node) {
            let Halves {
                prefix,
                what,
                beside,
            } = halves;
            cx.report(
                mark(item.node),
                format!("{what} adds nothing: prefix `{prefix}` takes all of its requests"),
            )
            .label("adds nothing")
            .also(span, "takes all of it")
            .note(format!("prefix `{prefix}` also takes `{prefix}-old`, `{prefix}2` and the like, which is seldom meant"))
            .help(format!("write {beside} beside it, instead of prefix `{prefix}`"));
            continue;
        }
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

/// A path, and what lies below it: one of them is written, and for the other a prefix that takes
/// both.
struct Halves<'a> {
    prefix: &'a str,
    what: String,
    beside: String,
}

fn halves<'a>(item: &'a Node, by: &'a Node) -> Option<Halves<'a>> {
    let path = |item: &'a Node, key| item.field("uri").and_then(|uri| uri.text(key));
    let prefix = path(by, "prefix").filter(|prefix| !prefix.ends_with('/'))?;
    let (exact, below) = (format!("exact `{prefix}`"), format!("prefix `{prefix}/`"));
    let is_below = |text: &str| text.strip_suffix('/') == Some(prefix);
    let (what, beside) = if path(item, "exact") == Some(prefix) {
        (exact, below)
    } else if path(item, "prefix").is_some_and(is_below) {
        (below, exact)
    } else {
        return None;
    };
    Some(Halves {
        prefix,
        what,
        beside,
    })
}
