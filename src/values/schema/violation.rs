//! What does not fit, at the author's own place.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::{Location, LocationSegment};
use serde_json::Value;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::values::path::push_key;
use crate::yaml::{Data, Node};

/// The finding about one violation.
pub(super) fn diagnostic(
    error: &ValidationError<'_>,
    chart: &str,
    values: &Node,
    schema: &Node,
) -> Diagnostic {
    let mut name = chart.to_owned();
    for segment in error.instance_path() {
        match segment {
            LocationSegment::Property(key) => push_key(&mut name, &key),
            LocationSegment::Index(at) => name.push_str(&format!("[{at}]")),
        }
    }
    let (node, mut span) = follow(values, error.instance_path());
    let mut label = error.masked_with("this").to_string();
    if let ValidationErrorKind::AdditionalProperties { unexpected }
    | ValidationErrorKind::UnevaluatedProperties { unexpected } = error.kind()
        && let Some(first) = unexpected.first()
    {
        push_key(&mut name, first);
        label = "the schema allows no such key here".to_owned();
        if let Some(entry) = node.and_then(Node::as_map).and_then(|map| map.entry(first)) {
            span = [entry.key_span, entry.value.span]
                .into_iter()
                .find(|span| !span.is_nowhere())
                .unwrap_or(span);
        }
    }
    let message = if name.is_empty() {
        format!("the values do not fit the chart's schema: {label}")
    } else {
        format!("`{name}` does not fit the chart's schema")
    };
    let rule = place(schema, error.schema_path()).unwrap_or(schema.span);
    let found = Diagnostic::error(codes::SCHEMA_VIOLATION, message);
    let found = if span.is_nowhere() {
        found.at(rule, label)
    } else {
        found.at(span, label).also(rule, "the schema asks for this")
    };
    found.note("Helm refuses the release")
}

/// The node that a path leads to, and the place of the last node on the way that has one.
fn follow<'n>(root: &'n Node, path: &Location) -> (Option<&'n Node>, Span) {
    let mut node = root;
    let mut span = root.span;
    for segment in path {
        let next = match (&segment, &node.data) {
            (LocationSegment::Property(key), Data::Map(map)) => map
                .get(key)
                // In a schema: a keyword that was renamed for the validator.
                .or_else(|| map.get(key.strip_prefix("go:")?)),
            (LocationSegment::Index(at), Data::List(list)) => list.items().get(*at),
            // Positions may come as text.
            (LocationSegment::Property(key), Data::List(list)) => key
                .parse::<usize>()
                .ok()
                .and_then(|at| list.items().get(at)),
            _ => None,
        };
        let Some(next) = next else {
            return (None, span);
        };
        node = next;
        if !node.span.is_nowhere() {
            span = node.span;
        }
    }
    (Some(node), span)
}

/// The place of what a path leads to.
pub(super) fn place(root: &Node, path: &Location) -> Option<Span> {
    let (_, span) = follow(root, path);
    (!span.is_nowhere()).then_some(span)
}

/// The first `$ref` to another document that the schema does not bring along.
pub(super) fn remote_reference<'n>(tree: &'n Node, schema: &Value) -> Option<&'n Node> {
    let identified = identifiers(schema);
    let mut pending = vec![tree];
    while let Some(node) = pending.pop() {
        match &node.data {
            Data::Map(map) => {
                for entry in map.entries().iter().rev() {
                    if entry.key.as_ref() == "$ref"
                        && let Some(reference) = entry.value.as_str()
                        && is_remote(reference, &identified)
                    {
                        return Some(&entry.value);
                    }
                    pending.push(&entry.value);
                }
            }
            Data::List(list) => pending.extend(list.items().iter().rev()),
            _ => {}
        }
    }
    None
}

fn identifiers(schema: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut pending = vec![schema];
    while let Some(value) = pending.pop() {
        match value {
            Value::Object(map) => {
                let ids = ["$id", "id"]
                    .into_iter()
                    .filter_map(|key| map.get(key)?.as_str());
                found.extend(ids);
                pending.extend(map.values());
            }
            Value::Array(items) => pending.extend(items),
            _ => {}
        }
    }
    found
}

/// Whether a reference names another document by scheme. Relative ones are left to the compiler:
/// they may name a part of this schema.
fn is_remote(reference: &str, identified: &[&str]) -> bool {
    let document = reference.split('#').next().unwrap_or("");
    let has_scheme = ["http://", "https://", "file:"]
        .iter()
        .any(|scheme| document.starts_with(scheme));
    let is_draft = document.contains("://json-schema.org/draft");
    let last = document.rsplit('/').next().unwrap_or("");
    let known = |id: &&str| {
        id.trim_end_matches('#') == document || (!last.is_empty() && id.ends_with(last))
    };
    has_scheme && !is_draft && !identified.iter().any(known)
}
