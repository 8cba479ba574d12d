use crate::rules::prelude::*;

rule! {
    /// A `percent` above 0 in a delay, which is deprecated (IST0002).
    ///
    /// ## Why it matters
    /// It still works, but Istio may drop it with any version, and then requests are not delayed any more.
    /// `percentage` says the same and takes fractions.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       fault: {delay: {percent: 10, fixedDelay: 2s}}
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       fault: {delay: {percentage: {value: 10}, fixedDelay: 2s}}
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/analysis/analyzers/deprecation/deprecation.go`.
    Warning 3650 "delay-percent-deprecated" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let Some(delay) = route.node.at(&["fault", "delay"]) else {
        return;
    };
    let Some(percent) = delay.number("percent").filter(|percent| *percent > 0.0) else {
        return;
    };
    cx.report_key(delay, "percent", "`percent` of a delay is deprecated")
        .label("deprecated")
        .note("`istioctl analyze` warns of it as IST0002")
        .help(format!("write `percentage: {{value: {percent}}}`"));
}
