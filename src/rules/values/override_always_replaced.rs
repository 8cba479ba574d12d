use super::layers::Replacements;
use crate::rules::prelude::*;

rule! {
    /// A value in one file that a later file or flag of the same run replaces.
    ///
    /// ## Why it matters
    /// The line looks as if it decided something, and does not: whoever changes it wonders why
    /// nothing happens. Lists in particular are replaced as a whole, never added to.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    /// ---
    /// # values-common.yaml
    /// ingress:
    ///   gatewayHosts: [pad.example.org]
    /// ---
    /// # values-production.yaml
    /// ingress:
    ///   gatewayHosts: [pads.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    /// ---
    /// # values-common.yaml
    /// ingress:
    ///   httpsRedirect: true
    /// ---
    /// # values-production.yaml
    /// ingress:
    ///   gatewayHosts: [pads.example.org]
    /// ```
    ///
    /// ## Source
    /// Helm's merging of values: files in their order, then flags.
    Info 4012 "override-always-replaced" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let all = chart.written();
    let replacements = Replacements::among(chart, &all);
    for written in all.iter().filter(|written| written.is_leaf()) {
        let Some(later) = replacements.of(written) else {
            continue;
        };
        let key = written.entry.key.as_ref();
        let finding = cx
            .report_at(
                written.span,
                format!("this `{key}` has no effect: a later layer replaces it"),
            )
            .label("set here")
            .also(later.span, "overridden here")
            .help("remove it, if no other deploy uses this file without the later one");
        if written.entry.value.as_list().is_some() && later.entry.value.as_list().is_some() {
            finding.note("lists are replaced as a whole: no item of this one is kept");
        }
    }
}
