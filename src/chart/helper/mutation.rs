//! Templates that change `.Values` while Helm renders: what the helper sees then depends on the
//! order of rendering, and cannot be told from the values.

use super::namespace::{Namespace, TemplateFile};
use crate::chart::Chart;
use crate::chart::template::action::{Action, Actions, Word, WordKind};
use crate::diagnostic::{Diagnostic, codes};

/// The functions that change their first argument in place (sprig 3, as Helm 3.17.3 and 4.3.1
/// carry it).
const CHANGING: [&str; 6] = [
    "set",
    "unset",
    "merge",
    "mustMerge",
    "mergeOverwrite",
    "mustMergeOverwrite",
];

/// What the helper reads of the values.
const READ: [&str; 5] = ["ingress", "mesh", "tls", "chartName", "global"];

/// Reports every action of the chart that changes what its helper may read.
pub(super) fn check(chart: &Chart, namespace: &Namespace<'_>, found: &mut Vec<Diagnostic>) {
    let own = namespace.files.iter();
    for file in own.filter(|file| std::ptr::eq(file.chart, chart)) {
        // Vendored modules are known by their fingerprints where they matter.
        if file.template.path.starts_with("templates/vendor/") {
            continue;
        }
        // Most files have neither word: a look at the text is cheaper than at its actions.
        let may_change = file.text.contains("set ") || file.text.contains("erge");
        if may_change {
            found.extend(changes(file));
        }
    }
}

fn changes(file: &TemplateFile<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for action in Actions::of(file.text).map_while(Result::ok) {
        let Some(target) = target(file.text, &action) else {
            continue;
        };
        found.push(
            Diagnostic::warning(
                codes::VALUES_CHANGED,
                "a template changes the values that the helper reads",
            )
            .at(file.span(&target.range), "changed in place here")
            .note("what the helper sees then depends on what Helm renders first; rutter compiles the values as they were given")
            .help("set the value in a values file, or change a copy: `deepCopy`"),
        );
    }
    found
}

/// The first argument of a changing function, where it is a part of the values that matters.
fn target<'w>(text: &str, action: &'w Action) -> Option<&'w Word> {
    let word = |word: &Word| text.get(word.range.clone()).unwrap_or("");
    action.words.windows(3).find_map(|words| {
        // What the helper names its objects after, and where it finds that.
        const NAMES: [&str; 2] = [".Release", ".Chart"];
        const PARTS: [&str; 3] = ["Values", "Release", "Chart"];
        let [function, target, key] = words else {
            return None;
        };
        if function.kind != WordKind::Name || !CHANGING.contains(&word(function)) {
            return None;
        }
        let path = word(target).trim_start_matches('$');
        let is_context = matches!(path, "" | ".") && target.kind == WordKind::Name;
        let part = word(key).trim_matches('"');
        if NAMES.contains(&path) || (is_context && PARTS.contains(&part)) {
            return Some(target);
        }
        let below = path.get(path.find(".Values")? + ".Values".len()..)?;
        let name = match below.strip_prefix('.') {
            Some(below) => below.split('.').next().unwrap_or(""),
            // `set .Values "ingress" …`; what is merged over all values may hold anything.
            None if below.is_empty() && key.kind == WordKind::Quoted => word(key).trim_matches('"'),
            None if below.is_empty() => return Some(target),
            None => return None,
        };
        READ.contains(&name).then_some(target)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(text: &str) -> bool {
        let mut actions = Actions::of(text).map_while(Result::ok);
        actions.any(|action| target(text, &action).is_some())
    }

    #[test]
    fn what_the_helper_reads_is_watched() {
        for text in [
            r#"{{- $_ := set .Values.ingress "enabled" false }}"#,
            r#"{{ $x := set $.Values "ingress" (dict) }}"#,
            r#"{{ $x := unset .Values.mesh "public_port" }}"#,
            "{{ $x := mergeOverwrite .Values $defaults }}",
            r#"{{ with (set $root.Values.tls "a" 1) }}{{ end }}"#,
            r#"{{ $x := set .Release "Name" "other" }}"#,
            r#"{{ $x := set . "Release" (dict) }}"#,
        ] {
            assert!(changes(text), "{text}");
        }
    }

    #[test]
    fn other_changes_are_none_of_ours() {
        for text in [
            r#"{{ $x := set .Values.app "a" 1 }}"#,
            r#"{{ $x := set .Values "app" (dict) }}"#,
            r#"{{ $x := set $copy "ingress" 1 }}"#,
            r#"{{ $x := set $ "mine" 1 }}"#,
            "{{ $x := merge (deepCopy .Values.ingress) $y }}",
            "{{/* set .Values.ingress \"a\" 1 */}}",
            r#"{{ "set .Values.ingress x" }}"#,
        ] {
            assert!(!changes(text), "{text}");
        }
    }
}
