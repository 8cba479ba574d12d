//! Labels and annotations as Kubernetes takes them.

use super::name;
use crate::diagnostic::codes;
use crate::extension::document::{Document, Finding};
use crate::istio::syntax::label::{kubernetes_label_value, label_key};
use crate::source::Span;
use crate::yaml::walk::Step;
use crate::yaml::{Data, Entry, Map};

/// The labels and annotations of an object.
pub(super) fn check(document: &Document<'_>, metadata: &Map, found: &mut Vec<Finding>) {
    for (key, what) in [("labels", "label"), ("annotations", "annotation")] {
        let Some(value) = metadata.get(key).filter(|value| !value.is_null()) else {
            continue;
        };
        let Data::Map(map) = &value.data else {
            let message = format!("`{key}` is {}, and must be a map", value.kind());
            let at = document.range(value.span);
            found.push(Finding::error(codes::EXTENSION_LABEL, message, at, ""));
            continue;
        };
        for entry in map.entries() {
            check_label(document, entry, what, found);
        }
    }
}

/// The selectors of any kind choose by labels as well.
pub(super) fn check_selectors(document: &Document<'_>, found: &mut Vec<Finding>) {
    for step in document.root.walk() {
        if let Step::Key(entry) = step
            && &*entry.key == "matchLabels"
            && let Data::Map(map) = &entry.value.data
        {
            for entry in map.entries() {
                check_label(document, entry, "label", found);
            }
        }
    }
}

fn check_label(document: &Document<'_>, entry: &Entry, what: &str, found: &mut Vec<Finding>) {
    let key = &entry.key;
    let bad = |message: String, at: Span| {
        Finding::error(codes::EXTENSION_LABEL, message, document.range(at), "")
    };
    let prefix = key.split_once('/').map(|(prefix, _)| prefix);
    let problem = match label_key(key) {
        Err(problem) => Some(problem.to_string()),
        Ok(()) => prefix.and_then(|prefix| name::subdomain(prefix, name::MOST).err()),
    };
    if let Some(problem) = problem {
        let article = if what == "label" {
            "a label"
        } else {
            "an annotation"
        };
        let message = format!("`{key}` is no key of {article}: {problem}");
        found.push(bad(message, entry.key_span));
    }
    let value = &entry.value;
    match &value.data {
        Data::Str(text) if what == "label" => {
            if let Err(problem) = kubernetes_label_value(text) {
                let message = format!("`{text}` is no value of a label: {problem}");
                let help =
                    "the filter `dns_label` makes one of any text; annotations hold anything";
                found.push(bad(message, value.span).help(help));
            }
        }
        Data::Str(_) => {}
        Data::Null => {
            let message = format!("the {what} `{key}` has no value");
            let help = "write `\"\"` for an empty one";
            found.push(bad(message, entry.key_span).help(help));
        }
        _ => {
            let message = format!("the {what} `{key}` is {}, and must be a text", value.kind());
            let help = "put it in quotes; `{{ value | tojson }}` writes them";
            let note = match document.text(value.span) {
                text @ ("true" | "false") => format!("without quotes `{text}` is no text"),
                text => format!("YAML reads `{text}` without quotes as {}", value.kind()),
            };
            let note = format!("{note}, and Kubernetes refuses the object");
            let mut finding = bad(message, value.span).note(note).help(help);
            let written = document.text(entry.key_span);
            if !written.contains(&**key) {
                let note = format!("YAML reads the key `{written}` without quotes as `{key}`");
                finding = finding.note(note);
            }
            found.push(finding);
        }
    }
}
