use super::target::Target;
use crate::rules::prelude::*;

rule! {
    /// A destination that stands twice in one route.
    ///
    /// ## Why it matters
    /// Both lead to the same service, so the requests are not divided at all; most likely another
    /// subset or another service was meant.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route:
    ///         - destination: {host: pad.example.org, port: {number: 9001}}
    ///           weight: 90
    ///         - destination: {host: pad.example.org, port: {number: 9001}}
    ///           weight: 10
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route:
    ///         - destination: {host: pad.example.org, port: {number: 9001}}
    ///           weight: 90
    ///         - destination: {host: pad-new.example.org, port: {number: 9001}}
    ///           weight: 10
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRoute`; Kiali: KIA1105.
    Warning 4167 "lint-dest-duplicate" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let namespace = route.service.object.namespace;
    // Two that change different headers may well lead to one service.
    let items: Vec<_> = route
        .node
        .items("route")
        .iter()
        .filter(|item| !item.has("headers"))
        .filter_map(|item| Some((item, Target::of(item.field("destination")?, namespace)?)))
        .collect();
    for (at, (item, target)) in items.iter().enumerate() {
        let mut earlier = items.iter().take(at);
        let Some((first, _)) = earlier.find(|(_, other)| other == target) else {
            continue;
        };
        let span = cx.span(first);
        cx.report(
            item,
            format!("{} has this destination twice", route.called()),
        )
        .label("the same destination")
        .also(span, "first here")
        .note("both weights go to the same pods")
        .help("name the other service or subset that is meant, or add the weights up");
    }
}
