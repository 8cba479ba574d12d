use crate::re2::{self, Match, Regex};
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A prefix that ends in a slash, where nothing takes the path without it.
    ///
    /// ## Why it matters
    /// The prefix `/pad/` does not take `/pad`: whoever types the address without the slash at the end
    /// gets a 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /pad/}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /pad}}, {uri: {prefix: /pad/}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`.
    Info 4104 "lint-prefix-trailing-slash" VirtualService(check)
}

fn check(cx: &mut Context<'_>, service: &VirtualService<'_>) {
    // On the Gateway of another release there are routes that nobody here knows.
    let mut references = service.gateways().iter().filter_map(Node::as_str);
    if references.any(|reference| reference.contains('/')) {
        return;
    }
    let mut takers = None;
    for route in service.routes() {
        for item in route.matches() {
            let at = item.node.field("uri").and_then(|uri| uri.field("prefix"));
            let Some((at, prefix)) = at.and_then(|at| Some((at, at.as_str()?))) else {
                continue;
            };
            let Some(bare) = prefix.strip_suffix('/') else {
                continue;
            };
            if !bare.starts_with('/') || bare.ends_with('/') {
                continue;
            }
            // What another route takes, if only for some requests, somebody has thought of.
            let takers = takers.get_or_insert_with(|| all(*service));
            if takers.iter().any(|taker| taker.takes(bare)) {
                continue;
            }
            cx.report(
                at,
                format!("the prefix `{prefix}` does not take `{bare}`, and nothing else does"),
            )
            .label("only with the slash")
            .note(format!("a request for `{bare}` gets a 404"))
            .help(format!(
                "add an item for exact `{bare}`, or a route that redirects it to `{prefix}`"
            ));
        }
    }
}

/// Which paths a route or an item may take.
enum Taker<'a> {
    All,
    Exact(&'a str),
    Prefix(&'a str),
    Regex(Box<Regex>),
}

impl Taker<'_> {
    fn takes(&self, path: &str) -> bool {
        match self {
            Taker::All => true,
            Taker::Exact(exact) => exact.eq_ignore_ascii_case(path),
            Taker::Prefix(prefix) => path
                .get(..prefix.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(prefix)),
            Taker::Regex(regex) => regex.matches_whole(path) != Match::No,
        }
    }
}

fn all(service: VirtualService<'_>) -> Vec<Taker<'_>> {
    let mut takers = Vec::new();
    for route in service.routes() {
        if route.node.items("match").is_empty() {
            takers.push(Taker::All);
        }
        for item in route.matches() {
            let text = |key| item.node.field("uri").and_then(|uri| uri.text(key));
            takers.push(match (text("exact"), text("prefix"), text("regex")) {
                (Some(exact), ..) => Taker::Exact(exact),
                (_, Some(prefix), _) => Taker::Prefix(prefix),
                (_, _, Some(regex)) => {
                    re2::parse(regex).map_or(Taker::All, |regex| Taker::Regex(Box::new(regex)))
                }
                _ => Taker::All,
            });
        }
    }
    takers
}
