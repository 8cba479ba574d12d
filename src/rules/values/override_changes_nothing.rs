use super::FIXES;
use super::layers::below;
use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::values::Origin;
use crate::yaml::edit::remove_entry;

rule! {
    /// An override that sets what the layers below it have already.
    ///
    /// ## Why it matters
    /// Nothing is wrong with the deploy. But a reader takes the line for a difference of this
    /// environment, and when the default changes, this environment silently stays behind. An empty
    /// map is a case of its own: it looks as if it cleared the default, and clears nothing.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    /// ---
    /// # values-production.yaml
    /// ingress:
    ///   gatewayHosts: [pad.example.org]
    ///   httpsRedirect: true
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    /// ---
    /// # values-production.yaml
    /// ingress:
    ///   httpsRedirect: true
    /// ```
    ///
    /// ## Fix
    /// Removes the line.
    ///
    /// ## Source
    /// Helm's merging of values.
    Info 4011 "override-changes-nothing" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let mut fixes = 0;
    for written in chart.written() {
        let is_override = chart
            .layers
            .get(written.layer)
            .is_some_and(|layer| layer.origin != Origin::Defaults);
        let value = &written.entry.value;
        if !is_override || !written.is_leaf() || value.is_null() {
            continue;
        }
        let Some(default) = below(chart, &written) else {
            continue;
        };
        let key = written.entry.key.as_ref();
        let clears_nothing = value.as_map().is_some() && default.value.as_map().is_some();
        if !clears_nothing && default.value != *value {
            continue;
        }
        let fix = (fixes < FIXES)
            .then(|| remove_entry(cx.sources, written.holder, key))
            .flatten()
            .map(|edits| Fix::safe(format!("remove `{key}`"), edits));
        fixes += 1;
        let finding = if clears_nothing && default.value != *value {
            cx.report_at(
                written.span,
                format!("`{key}: {{}}` changes nothing: an empty map does not clear a default"),
            )
            .label("merged with what is below")
            .also(default.key_span, "stays as it is")
            .note("maps of several layers are merged key by key, and this one has no keys")
            .help(format!(
                "set the keys of `{key}` that are to differ, or remove the line"
            ))
        } else {
            cx.report_at(
                written.span,
                format!("this override of `{key}` changes nothing"),
            )
            .label("the same value")
            .also(default.key_span, "set here already")
            .note(
                "it reads like a difference, and it will be one as soon as the other line changes",
            )
            .help("remove it, unless it is there to stay when the other line changes")
        };
        finding.fix(fix);
    }
}
