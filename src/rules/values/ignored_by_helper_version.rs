use super::support::{Support, consequence, version};
use super::templates::Templates;
use crate::diagnostic::Fix;
use crate::ingress::keys::{self, KeyShape};
use crate::rules::prelude::*;
use crate::yaml::edit::remove_entry;

rule! {
    /// A key that other versions of the helper read, and this chart's version does not.
    ///
    /// ## Why it matters
    /// The setting is documented and looks right, but nothing comes of it. Charts change the version
    /// of their helper with one line in `package.json`, and the values of every environment stay as
    /// they are: `staging: true` then serves the production hosts in the staging cluster.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.2.0
    /// ingress:
    ///   enabled: true
    ///   staging: true
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.2.0
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     domains: [k8s-staging.discovery.wmnet]
    /// ```
    ///
    /// ## Fix
    /// Removes the key: it had no effect.
    ///
    /// ## Source
    /// The keys that each helper version reads.
    Warning 4001 "ignored-by-helper-version" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let definition = chart.definition;
    let templates = Templates::of(chart, cx.sources);
    for written in chart.written() {
        let Some(name) = written.name().filter(|name| name != "existingGateway") else {
            continue;
        };
        // Inside a group that this version does not read, or does not read as a map, only the group
        // itself is told.
        let is_inside = match written.path.as_slice() {
            [group, _, ..] => keys::find(definition, group).is_none_or(|group| {
                !matches!(group.shape, KeyShape::Group | KeyShape::HostsOrGroup)
            }),
            _ => false,
        };
        if is_inside || keys::find(definition, &name).is_some() {
            continue;
        }
        let Some(support) = Support::of(&name, definition) else {
            continue;
        };
        if templates.read(&name) {
            continue;
        }
        let key = written.entry.key.as_ref();
        let (note, help) = consequence(&name, definition);
        let title = format!("remove `{key}`");
        let fix = remove_entry(cx.sources, written.holder, key).map(|edits| match support {
            Support::GoneSince(_) => Fix::safe(title.clone(), edits),
            // What the author wants may be another version.
            _ => Fix::risky(title.clone(), edits),
        });
        let instead = match &support {
            Support::Needs(first, _) => {
                format!("use version {} of the helper, or {title}", version(first))
            }
            _ => title,
        };
        let finding = cx
            .report_at(written.span, format!("`{key}` {support}"))
            .label("ignored")
            .note(note);
        finding.help(help.unwrap_or(instead)).fix(fix);
    }
}
