use crate::rules::prelude::*;

rule! {
    /// A percentage of copies so small that it counts as none.
    ///
    /// ## Why it matters
    /// The gateway counts in millionths: less than 0.0001 % is nothing, and no request is copied.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///       mirror: {host: pad-new.example.org, port: {number: 9001}}
    ///       mirrorPercentage: {value: 0.00005}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    ///       mirror: {host: pad-new.example.org, port: {number: 9001}}
    ///       mirrorPercentage: {value: 0.5}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `translatePercentToFractionalPercent`.
    Warning 4170 "lint-mirror-rounds-to-zero" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let of_mirror = route.node.at(&["mirrorPercentage", "value"]);
    let of_mirrors = route.node.items("mirrors").iter();
    let of_mirrors = of_mirrors.filter_map(|item| item.at(&["percentage", "value"]));
    for at in of_mirror.into_iter().chain(of_mirrors) {
        let Some(value) = at.as_number() else {
            continue;
        };
        if value > 0.0 && value < 0.0001 {
            cx.report(at, format!("{value} % counts as 0 %: nothing is copied"))
                .label("less than one in a million")
                .note("the gateway counts in millionths and cuts off the rest")
                .help("write at least 0.0001; the value is a percentage, so half of all is 50");
        }
    }
}
