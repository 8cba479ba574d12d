use super::flags::{says_no, switches};
use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// A switch that is set to text such as `"false"`, which counts as true.
    ///
    /// ## Why it matters
    /// The helper asks whether there is something, not what it says: every text but the empty one
    /// switches on. `enabled: "false"` deploys the Gateway, and `disableDefaultHosts: "no"` takes
    /// the default hosts away, so that their visitors see 404.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     disableDefaultHosts: "false"
    ///     extraFQDNs: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     disableDefaultHosts: false
    ///     extraFQDNs: [pad.example.org]
    /// ```
    ///
    /// ## Fix
    /// Writes `false`. What is deployed then changes.
    ///
    /// ## Source
    /// Go's `text/template`: only false, 0, nil and what is empty count as false.
    Warning 4004 "truthy-text" Stanza(check) changes objects
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    for (name, entry) in switches(chart) {
        let Some(text) = entry.value.as_str().filter(|text| says_no(text)) else {
            continue;
        };
        let key = name.rsplit('.').next().unwrap_or(&name);
        let fix = replace_scalar(cx.sources, &entry.value, &Data::Bool(false))
            .map(|edit| Fix::risky(format!("write `{key}: false`"), vec![edit]));
        cx.report_at(
            entry.value.span,
            format!("`{key}: \"{text}\"` switches `{key}` on"),
        )
        .label("text, and text counts as true")
        .note("in a Helm template every text but the empty one is true")
        .help(format!("write `{key}: false`, without quotes"))
        .fix(fix);
    }
}
