use crate::rules::prelude::*;

rule! {
    /// The deprecated `mirrorPercent`.
    ///
    /// ## Why it matters
    /// Istio still reads it, but warns at every deploy; beside `mirrorPercentage` it has no effect.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    ///       mirror: {host: next.example.org, port: {number: 8080}}
    ///       mirrorPercent: 10
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 8080}}}]
    ///       mirror: {host: next.example.org, port: {number: 8080}}
    ///       mirrorPercentage: {value: 10}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/virtualservice.go`, `validateHTTPRoute`.
    Warning 3245 "vs-mirrorpercent-deprecated" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    // The definition knows the field by an older spelling, too.
    for key in ["mirrorPercent", "mirror_percent"] {
        let Some(percent) = route.node.field(key) else {
            continue;
        };
        let help = match percent.as_number() {
            _ if route.node.has("mirrorPercentage") => {
                "remove it: `mirrorPercentage` is what counts".to_owned()
            }
            Some(number) => format!("write `mirrorPercentage: {{value: {number}}}`"),
            None => "write `mirrorPercentage` with `value`".to_owned(),
        };
        cx.report_key(route.node, key, format!("`{key}` is deprecated"))
            .label("deprecated")
            .note("Istio warns of it at every deploy")
            .help(help);
    }
}
