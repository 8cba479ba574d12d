//! SARIF 2.1.0 (OASIS, errata 01).

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::fingerprint::Fingerprints;
use super::json::{applicability, pretty};
use super::place::{Place, fix_of_files, placed_edits, repository_path};
use super::text::paragraphs;
use super::{Group, RuleDoc, Settings, findings};
use crate::diagnostic::{Code, Diagnostic, Fix, Severity};
use crate::source::Sources;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name for the folder that relative paths start from.
const BASE: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Message<String>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: PartialFingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[Change<'a>; 1]>,
    properties: Properties<'a>,
}

#[derive(PartialEq, Serialize)]
struct Message<T> {
    text: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<&'a str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Message<String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct PartialFingerprints {
    #[serde(rename = "rutterFinding/v1")]
    finding: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    description: Message<&'a str>,
    artifact_changes: Vec<ArtifactChange<'a>>,
    properties: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    /// Empty to delete: it may be left out then, but not every reader knows.
    inserted_content: Message<&'a str>,
}

/// What SARIF has no field for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    chart: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    seen_with: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<Value>,
}

pub(super) fn write(groups: &[Group<'_>], settings: &Settings<'_>) -> String {
    let mut indices: BTreeMap<Code, usize> =
        findings(groups).map(|(_, found)| (found.code, 0)).collect();
    for (number, index) in indices.values_mut().enumerate() {
        *index = number;
    }
    let rules: Vec<Value> = indices
        .keys()
        .map(|code| rule(*code, settings.rule_doc(*code)))
        .collect();
    let mut fingerprints = Fingerprints::default();
    let results = findings(groups)
        .map(|(group, found)| {
            let index = indices.get(&found.code).copied().unwrap_or(0);
            result(group, found, index, &mut fingerprints)
        })
        .collect();
    pretty(&Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: json!({ "driver": {
                "name": "rutter",
                "semanticVersion": settings.version,
                "rules": rules,
            } }),
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: json!({ BASE: {
                "description": { "text": "The folder in which rutter ran." },
            } }),
            results,
        }],
    })
}

fn rule(code: Code, doc: Option<RuleDoc>) -> Value {
    let mut out = Map::new();
    out.insert("id".to_owned(), code.to_string().into());
    out.insert("name".to_owned(), code.name().into());
    if let Some(doc) = doc {
        let summary = json!({ "text": doc.summary });
        out.insert("shortDescription".to_owned(), summary.clone());
        out.insert("fullDescription".to_owned(), summary);
        if let Some(text) = doc.text {
            out.insert("help".to_owned(), json!({ "text": text, "markdown": text }));
        }
        if let Some(uri) = doc.uri {
            out.insert("helpUri".to_owned(), uri.into());
        }
    }
    Value::Object(out)
}

fn result<'a>(
    group: &Group<'a>,
    found: &'a Diagnostic,
    rule_index: usize,
    fingerprints: &mut Fingerprints,
) -> Finding<'a> {
    let place = Place::primary(found, group.sources);
    let related = found.secondary.iter().enumerate();
    let related = related.filter_map(|(number, label)| {
        let place = Place::marked(label.span, group.sources)?;
        Some(Location {
            id: Some(number),
            message: Some(Message {
                text: label.text.as_str(),
            })
            .filter(|message| !message.text.is_empty()),
            ..location(group, Some(&place))
        })
    });
    Finding {
        rule_id: found.code.to_string(),
        rule_index,
        level: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        message: Message {
            text: paragraphs(found, group.sources),
        },
        locations: [location(group, place.as_ref())],
        related_locations: related.collect(),
        partial_fingerprints: PartialFingerprints {
            finding: fingerprints.next(group, found, place.as_ref()),
        },
        fixes: fix_of_files(found, group.sources).map(|fix| [change(fix, group.sources)]),
        properties: Properties {
            chart: group.title,
            seen_with: &found.seen_with,
            object: found
                .field
                .as_ref()
                .map(|field| json!({ "kind": field.kind, "name": field.name, "path": field.path })),
        },
    }
}

/// Viewers and code scanning want a file for every result: where there is no place it is the
/// chart.
fn location<'a>(group: &Group<'_>, place: Option<&Place<'_>>) -> Location<'a> {
    Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: place.map_or_else(|| file(group.title), artifact),
            region: place.map(region),
        },
        message: None,
    }
}

fn artifact(place: &Place<'_>) -> Artifact {
    if place.is_file() {
        return file(place.name());
    }
    Artifact {
        uri: uri(place.name()),
        uri_base_id: None,
        description: Some(Message {
            text: format!("not a file: {}", place.name()),
        }),
    }
}

fn file(name: &str) -> Artifact {
    let uri = uri(name);
    Artifact {
        uri_base_id: (!uri.starts_with("file:")).then_some(BASE),
        uri,
        description: None,
    }
}

fn region(place: &Place<'_>) -> Region {
    Region {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    }
}

fn change<'a>(fix: &'a Fix, sources: &'a Sources) -> Change<'a> {
    let mut changes: Vec<ArtifactChange<'a>> = Vec::new();
    for (place, edit) in placed_edits(fix, sources) {
        let replacement = Replacement {
            deleted_region: region(&place),
            inserted_content: Message { text: &edit.text },
        };
        let artifact_location = artifact(&place);
        match changes.last_mut() {
            Some(last) if last.artifact_location == artifact_location => {
                last.replacements.push(replacement);
            }
            _ => changes.push(ArtifactChange {
                artifact_location,
                replacements: vec![replacement],
            }),
        }
    }
    Change {
        description: Message { text: &fix.title },
        artifact_changes: changes,
        properties: json!({ "applicability": applicability(fix) }),
    }
}

/// A valid URI reference (RFC 3986) for a name: everything beyond letters, digits, `-._~` and `/`
/// is percent-encoded, so that `<--set 1>` becomes `%3C--set%201%3E`; an absolute path becomes a
/// `file:` URI.
fn uri(name: &str) -> String {
    let path = repository_path(name);
    let has_drive = cfg!(windows) && path.as_bytes().get(1) == Some(&b':');
    let mut out = String::with_capacity(path.len());
    if has_drive {
        out.push_str("file:///");
    } else if path.starts_with('/') {
        out.push_str("file://");
    }
    for (at, byte) in path.bytes().enumerate() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if is_plain || (has_drive && at == 1) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_becomes_a_uri() {
        assert_eq!(uri("./a b/ü%:?#.yaml"), "a%20b/%C3%BC%25%3A%3F%23.yaml");
        assert_eq!(uri("/etc/v.yaml"), "file:///etc/v.yaml");
        assert_eq!(uri("../v.yaml"), "../v.yaml");
        assert_eq!(uri("<--set 1>"), "%3C--set%201%3E");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
