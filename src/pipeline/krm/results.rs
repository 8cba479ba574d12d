//! Findings as the `results` of a function.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::source::{Sources, Span};
use crate::yaml::{Data, Map, Node, entry, read_document};

use super::super::located::{File, Locator, file_of};
use super::super::objects::{Identity, contains, object_of};
use super::INPUT;
use crate::ingress::part;

/// What stands behind a result, known before the places of its finding are translated.
struct Facts {
    object: Option<Identity>,
    file: Option<File>,
    current: Option<Node>,
    proposed: Option<Node>,
}

/// Turns findings into results, and their places into those of the author's files.
///
/// The findings come out as people should see them on a terminal: what can be changed is a help,
/// since nobody can call a function with `--fix`.
pub(super) fn write(
    found: &mut [Diagnostic],
    objects: &[Node],
    config: Option<&Node>,
    locator: &Locator,
    sources: &Sources,
) -> Vec<Node> {
    // What is wrong with the functionConfig is about that object.
    let objects: Vec<Node> = objects.iter().chain(config).cloned().collect();
    let mut results = Vec::new();
    for finding in found {
        let facts = facts(finding, &objects, sources);
        let primary = finding.primary.as_ref().map(|label| label.span);
        let of_config =
            config.filter(|config| primary.is_some_and(|place| contains(config.span, place)));
        locator.locate(finding, sources);
        results.push(result(finding, facts, sources));
        if let Some(fix) = finding.fix.take() {
            finding.helps.push(fix.title);
        }
        let place = finding.primary.as_ref().map(|label| label.span);
        if place.is_none_or(|place| file_name(place, sources).is_none()) {
            finding.notes.extend(whereabouts(finding, of_config));
        }
    }
    results
}

/// Where to look for what stands in no file that is known.
fn whereabouts(finding: &Diagnostic, config: Option<&Node>) -> Option<String> {
    if let Some(config) = config {
        let Identity { kind, name, .. } = Identity::of(config);
        return Some(match name.as_str() {
            "" => "this stands in the functionConfig".to_owned(),
            _ => format!("this stands in the functionConfig, {kind} `{name}`"),
        });
    }
    let field = finding.field.as_ref()?;
    let what = match field.name.as_str() {
        "" => format!("a {} without a name", field.kind),
        name => format!("{} `{name}`", field.kind),
    };
    Some(match field.path.as_str() {
        "" => format!("this is about {what}"),
        path => format!("this is `{path}` of {what}"),
    })
}

fn facts(finding: &Diagnostic, objects: &[Node], sources: &Sources) -> Facts {
    let object = object_of(finding, objects);
    let path = finding.field.as_ref().map(|field| field.path.as_str());
    let current = object
        .zip(path.filter(|path| !path.is_empty()))
        .and_then(|(object, path)| part(object, path))
        .filter(|part| part.as_map().is_none() && part.as_list().is_none());
    Facts {
        object: object.map(Identity::of).filter(|it| !it.name.is_empty()),
        file: object.and_then(file_of),
        proposed: current.and_then(|current| proposed(finding, current, sources)),
        current: current.cloned(),
    }
}

/// What the finding's fix would write instead of a scalar.
fn proposed(finding: &Diagnostic, current: &Node, sources: &Sources) -> Option<Node> {
    let [edit] = finding.fix.as_ref()?.edits.as_slice() else {
        return None;
    };
    let place = finding.primary.as_ref()?.span;
    // The finding may point at a part of the value.
    let around = match contains(current.span, place) {
        true => current.span,
        false => place,
    };
    if !contains(around, edit.span) {
        return None;
    }
    let old = sources.text(around);
    let at = |offset: u32| offset.saturating_sub(around.start) as usize;
    let (before, after) = (
        old.get(..at(edit.span.start))?,
        old.get(at(edit.span.end)..)?,
    );
    let value = |text: &str| {
        let mut scratch = Sources::new();
        let id = scratch.add("", text);
        let value = read_document(&scratch, id)
            .ok()?
            .documents
            .into_iter()
            .next()?;
        (value.as_map().is_none() && value.as_list().is_none()).then_some(value)
    };
    if value(old)? != *current {
        return None;
    }
    value(&format!("{before}{}{after}", edit.text)).filter(|new| !new.is_null())
}

fn result(finding: &Diagnostic, facts: Facts, sources: &Sources) -> Node {
    let place = finding.primary.as_ref().map(|label| label.span);
    let written = place.and_then(|place| {
        let (_, at) = sources.place(place)?;
        Some((file_name(place, sources)?, at))
    });
    let mut message = finding.message.clone();
    if let Some((name, at)) = written {
        message.push_str(&format!(" ({name}:{}:{})", at.line, at.column));
    }
    for help in &finding.helps {
        message.push_str("; ");
        message.push_str(help);
    }
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let mut tags = vec![
        ("code", text(finding.code.to_string())),
        ("rule", text(finding.code.name())),
    ];
    if let Some((_, at)) = written {
        tags.push(("line", text(at.line.to_string())));
        tags.push(("column", text(at.column.to_string())));
    }
    let mut entries = vec![
        ("message", text(message)),
        ("severity", text(severity)),
        ("tags", map(tags)),
    ];
    let path = finding.field.as_ref().map(|field| field.path.as_str());
    if let Some(path) = path.filter(|path| !path.is_empty()) {
        let mut field = vec![("path", text(path))];
        field.extend(facts.current.map(|value| ("currentValue", value)));
        field.extend(facts.proposed.map(|value| ("proposedValue", value)));
        entries.push(("field", map(field)));
    }
    if let Some(object) = facts.object {
        entries.push(("resourceRef", reference(object)));
    }
    // The author's own file says more than the one that the object was handed over from.
    let file = match written {
        Some((name, _)) => Some(File {
            path: name.to_owned(),
            index: facts
                .file
                .filter(|file| file.path == name)
                .and_then(|file| file.index),
        }),
        None => facts.file,
    };
    if let Some(file) = file {
        let mut entries_of_file = vec![("path", text(file.path))];
        if let Some(index) = file.index {
            let index = Node::new(Data::Int(i64::try_from(index).unwrap_or(0)), Span::NOWHERE);
            entries_of_file.push(("index", index));
        }
        entries.push(("file", map(entries_of_file)));
    }
    map(entries)
}

fn reference(object: Identity) -> Node {
    let mut entries = vec![
        ("apiVersion", text(object.api_version)),
        ("kind", text(object.kind)),
        ("name", text(object.name)),
    ];
    entries.extend(
        object
            .namespace
            .map(|namespace| ("namespace", text(namespace))),
    );
    map(entries)
}

/// The name of the text that a place is in, where it is a file.
fn file_name(place: Span, sources: &Sources) -> Option<&str> {
    let name = sources.get(place.source)?.name();
    let is_file = name != INPUT && !(name.starts_with('<') && name.ends_with('>'));
    is_file.then_some(name)
}

fn text(text: impl Into<Arc<str>>) -> Node {
    Node::string(text, Span::NOWHERE)
}

fn map(entries: Vec<(&str, Node)>) -> Node {
    let entries = entries.into_iter().map(|(key, value)| entry(key, value));
    Node::new(
        Data::Map(Map::from_entries(entries.collect())),
        Span::NOWHERE,
    )
}

/// That there was nothing to look at; whoever reads the result would else take it for praise.
pub(in crate::pipeline) fn nothing_to_check(what: &str) -> Diagnostic {
    Diagnostic::info(
        codes::NOTHING_TO_CHECK,
        format!(
            "nothing was checked: no Gateway, VirtualService or DestinationRule of Istio's is among the {what}"
        ),
    )
}
