use crate::rules::prelude::*;

rule! {
    /// A percentage for `mirror` on a route without one.
    ///
    /// ## Why it matters
    /// It is not looked at. With `mirrors` all requests are copied, unless an item of it says otherwise.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///       mirrors: [{destination: {host: pad-new.example.org, port: {number: 9001}}}]
    ///       mirrorPercentage: {value: 10}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///       mirrors:
    ///         - destination: {host: pad-new.example.org, port: {number: 9001}}
    ///           percentage: {value: 10}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `MirrorPercent` and `MirrorPercentByPolicy`.
    Warning 4169 "lint-mirrorpercentage-orphan" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    if route.node.has("mirror") {
        return;
    }
    for key in ["mirrorPercentage", "mirrorPercent"] {
        if !route.node.has(key) {
            continue;
        }
        let finding = cx
            .report_key(
                route.node,
                key,
                format!("`{key}` has no effect without `mirror`"),
            )
            .label("no `mirror` here");
        if route.node.items("mirrors").is_empty() {
            finding
                .note("no requests are copied")
                .help(format!("add `mirror`, or remove `{key}`"));
        } else {
            finding
                .note("`mirrors` does not look at it: all requests are copied")
                .help("write `percentage` into each item of `mirrors`");
        }
    }
}
