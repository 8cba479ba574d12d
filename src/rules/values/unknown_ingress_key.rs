use super::FIXES;
use super::templates::Templates;
use crate::diagnostic::Fix;
use crate::helper::Definition;
use crate::ingress::keys::{self, KeyShape};
use crate::rules::prelude::*;
use crate::rules::stanza::Written;
use crate::suggest;
use crate::yaml::edit::rename_key;

rule! {
    /// A key of the stanza that no version of the helper reads.
    ///
    /// ## Why it matters
    /// Helm says nothing about a misspelt key: the release is deployed as if the line were not
    /// there, with the chart's default in its place. A host that nobody serves is then a 404, and a
    /// switch that was to be off stays on.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     extraFQDN: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts:
    ///     extraFQDNs: [pad.example.org]
    /// ```
    ///
    /// ## Fix
    /// Renames the key where only one is spelt alike. What is deployed then changes.
    ///
    /// ## Source
    /// The keys that each helper version reads. Keys that other templates of the chart read are left
    /// alone.
    Error 4000 "unknown-ingress-key" Stanza(check) changes objects
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let definition = chart.definition;
    let templates = Templates::of(chart, cx.sources);
    let mut fixes = 0;
    for written in chart.written() {
        let Some(group) = group_of(definition, &written) else {
            continue;
        };
        let key = written.entry.key.as_ref();
        let name = written.name();
        // Places for anchors, by custom.
        if key.starts_with("x-") || key.starts_with(['_', '.']) {
            continue;
        }
        let is_known = |name: &str| {
            keys::find(definition, name).is_some()
                || !keys::readers(name).is_empty()
                || templates.read(name)
        };
        if name.as_deref().is_some_and(is_known) {
            continue;
        }
        let place = match group {
            "" => "`ingress`".to_owned(),
            group => format!("`ingress.{group}`"),
        };
        let known = keys::known(definition);
        let here = known.iter().filter(|known| known.group() == group);
        let mut near = suggest::closest(key, here.map(|known| known.last()));
        // The first letter is rarely the wrong one.
        let begins_alike = |other: &str| {
            let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
            first(other) == first(key)
        };
        if near.iter().any(|near| begins_alike(near)) {
            near.retain(|near| begins_alike(near));
        }
        let elsewhere = known
            .iter()
            .find(|known| known.last().eq_ignore_ascii_case(key) && known.group() != group);
        let fix = match near.as_slice() {
            [only] if fixes < FIXES => rename_key(cx.sources, written.entry, only)
                .map(|edit| Fix::safe(format!("rename `{key}` to `{only}`"), vec![edit])),
            _ => None,
        };
        fixes += usize::from(near.len() == 1);
        let finding = cx
            .report_at(written.span, format!("{place} has no key `{key}`"))
            .label("nothing reads this")
            .note("Helm ignores a key that it does not know: the release is deployed as if this line were not there");
        let finding = match (near.as_slice(), elsewhere) {
            _ if key.contains('.') => finding.help(format!(
                "in a values file a dot does not lead into a map: write `{}:` and the rest below it, indented",
                key.split('.').next().unwrap_or(key)
            )),
            ([], Some(elsewhere)) => finding.help(format!(
                "did you mean `ingress.{}`? then write it there",
                elsewhere.name
            )),
            ([], None) => finding.help(format!("remove `{key}`, or write one of: {}", list(&known, group))),
            (near, _) => {
                let near: Vec<_> = near.iter().map(|key| format!("`{key}`")).collect();
                finding.help(format!("did you mean {}?", near.join(" or ")))
            }
        };
        finding.fix(fix);
    }
}

/// The group in which a key stands, empty for the stanza itself; `None` where other types begin.
fn group_of<'w>(definition: &Definition, written: &Written<'w>) -> Option<&'w str> {
    match written.path.as_slice() {
        [_] => Some(""),
        [group, _] => {
            let shape = keys::find(definition, group)?.shape;
            matches!(shape, KeyShape::Group | KeyShape::HostsOrGroup).then_some(*group)
        }
        _ => None,
    }
}

/// The keys of a group, for a help.
fn list(known: &[keys::Key], group: &str) -> String {
    let here = known.iter().filter(|key| key.group() == group);
    let names: Vec<_> = here.map(|key| format!("`{}`", key.last())).collect();
    names.join(", ")
}
