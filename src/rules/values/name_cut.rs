use super::names::{MOST, base, cut, uncut};
use crate::rules::prelude::*;

rule! {
    /// A chart and a release whose names are together longer than 63 bytes.
    ///
    /// ## Why it matters
    /// Objects and service are called CHART-RELEASE, and the helper cuts that. Releases whose names
    /// differ only behind the cut get the same name, and each deploy replaces the Gateway and the
    /// routes of the other. The service CHART-RELEASE-tls-service has a name of more than 63 bytes
    /// then, which is an error of its own where a route leads there.
    ///
    /// ## Example
    /// ```yaml release=production-eqiad
    /// chartName: collaborative-editor-with-plugins-and-exports-for-schools
    /// ingress:
    ///   enabled: true
    ///   service: {host: pad.demo.svc.cluster.local}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml release=production-eqiad
    /// chartName: collaborative-editor
    /// ingress:
    ///   enabled: true
    ///   service: {host: pad.demo.svc.cluster.local}
    /// ```
    ///
    /// ## Source
    /// All helper versions: `trunc 63 | trimSuffix "-"`.
    Warning 4025 "name-cut" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let release = cx.release;
    let whole = uncut(chart, release);
    let (name, span) = base(chart);
    let is_named = chart.definition.typed.is_some()
        && (chart.values.at(&["ingress", "name"]).is_some() || name == release.name);
    if whole.len() <= MOST || is_named {
        return;
    }
    let kept = cut(chart, release);
    let help = if chart.definition.typed.is_some() {
        "set `ingress.name`, or choose a shorter release name"
    } else {
        "set a shorter `chartName`, or choose a shorter release name"
    };
    cx.report_at(span, format!("the name `{whole}` is cut to {} bytes", kept.len()))
        .label(format!("{} bytes with the release's name", whole.len()))
        .note(format!("the objects are called `{kept}`; another release whose name differs only behind the cut would replace them"))
        .help(help);
}
