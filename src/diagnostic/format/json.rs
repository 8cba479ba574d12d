//! The project's own JSON. `docs/output-formats.md` describes the shape; a field may be added
//! without a new `version`, none is removed or changes its meaning.

use std::fmt::Write as _;

use serde::Serialize;

use super::place::{Place, placed_edits};
use super::{Group, Summary, findings, severity};
use crate::diagnostic::render::visible;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Label};
use crate::source::{Position, Sources};

/// The version of the shape.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    summary: Summary,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: String,
    name: &'static str,
    severity: &'static str,
    message: &'a str,
    chart: &'a str,
    /// All of them null where the finding has no place.
    #[serde(flatten)]
    range: Range<'a>,
    labels: Vec<JsonLabel<'a>>,
    notes: &'a [String],
    helps: &'a [String],
    fix: Option<JsonFix<'a>>,
    object: Option<Object<'a>>,
    seen_with: &'a [String],
}

#[derive(Default, Serialize)]
struct Range<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

#[derive(Serialize)]
struct JsonLabel<'a> {
    primary: bool,
    text: &'a str,
    #[serde(flatten)]
    range: Range<'a>,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    applicability: &'static str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    file: &'a str,
    start: Point,
    end: Point,
    text: &'a str,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct Object<'a> {
    kind: &'static str,
    name: &'a str,
    path: &'a str,
}

pub(super) fn document(groups: &[Group<'_>]) -> String {
    pretty(&Document {
        version: VERSION,
        summary: Summary::of(groups),
        findings: findings(groups)
            .map(|(group, found)| finding(group, found))
            .collect(),
    })
}

pub(super) fn lines(groups: &[Group<'_>]) -> String {
    let mut out = String::new();
    for (group, diagnostic) in findings(groups) {
        let line = serde_json::to_string(&finding(group, diagnostic)).unwrap_or_default();
        out.push_str(&inert(&line));
        out.push('\n');
    }
    out
}

/// A document in lines; ends with a newline.
pub(super) fn pretty(document: &impl Serialize) -> String {
    // Only maps with keys that are no strings, and fallible writers, could fail.
    let mut out = serde_json::to_string_pretty(document).unwrap_or_default();
    out.push('\n');
    inert(&out)
}

/// The same JSON with nothing in it that a terminal would obey. Such characters stand only inside
/// of strings (the others are escaped already), where `\u` means the same.
fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for char in json.chars() {
        if char == '\n' || visible(char) == char {
            out.push(char);
        } else {
            let _ = write!(out, "\\u{:04x}", u32::from(char));
        }
    }
    out
}

fn finding<'a>(group: &Group<'a>, diagnostic: &'a Diagnostic) -> Finding<'a> {
    let label = |label: &'a Label, primary| JsonLabel {
        primary,
        text: &label.text,
        range: range(Place::marked(label.span, group.sources).as_ref()),
    };
    let primary = diagnostic.primary.iter().map(|found| label(found, true));
    let secondary = diagnostic.secondary.iter().map(|found| label(found, false));
    Finding {
        code: diagnostic.code.to_string(),
        name: diagnostic.code.name(),
        severity: severity(diagnostic.severity),
        message: &diagnostic.message,
        chart: group.title,
        range: range(Place::primary(diagnostic, group.sources).as_ref()),
        labels: primary.chain(secondary).collect(),
        notes: &diagnostic.notes,
        helps: &diagnostic.helps,
        fix: diagnostic.fix.as_ref().map(|it| fix(it, group.sources)),
        object: diagnostic.field.as_ref().map(|field| Object {
            kind: field.kind,
            name: &field.name,
            path: &field.path,
        }),
        seen_with: &diagnostic.seen_with,
    }
}

fn range<'a>(place: Option<&Place<'a>>) -> Range<'a> {
    let Some(place) = place else {
        return Range::default();
    };
    Range {
        file: Some(place.name()),
        line: Some(place.start.line),
        column: Some(place.start.column),
        end_line: Some(place.end.line),
        end_column: Some(place.end.column),
    }
}

fn fix<'a>(fix: &'a Fix, sources: &'a Sources) -> JsonFix<'a> {
    let edits = placed_edits(fix, sources).map(|(place, edit)| {
        let (start, end) = place.offsets();
        JsonEdit {
            file: place.name(),
            start: point(place.start, start),
            end: point(place.end, end),
            text: &edit.text,
        }
    });
    JsonFix {
        title: &fix.title,
        applicability: applicability(fix),
        edits: edits.collect(),
    }
}

/// One word for whether a fix may be made without asking.
pub(super) fn applicability(fix: &Fix) -> &'static str {
    match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
    }
}

fn point(position: Position, offset: usize) -> Point {
    Point {
        line: position.line,
        column: position.column,
        offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::ObjectField;
    use crate::diagnostic::codes::WRONG_TYPE;

    #[test]
    fn a_finding_names_the_field_of_the_object() {
        let mut diagnostic = Diagnostic::error(WRONG_TYPE, "zero");
        diagnostic.field = Some(ObjectField {
            kind: "VirtualService",
            name: "pad".to_owned(),
            path: "spec.http[0].timeout".to_owned(),
        });
        let group = Group {
            title: "charts/pad",
            sources: &Sources::new(),
            diagnostics: &[diagnostic],
        };
        let line: serde_json::Value = serde_json::from_str(&lines(&[group])).unwrap();
        assert_eq!(line["object"]["path"], "spec.http[0].timeout");
        assert_eq!(line["file"], serde_json::Value::Null);
    }

    #[test]
    fn escapes_mean_the_same() {
        let text = "\u{1b}\u{9b}\u{202e}\u{7f}é日😀\t\n";
        let json = pretty(&text);
        assert!(json.trim_end().chars().all(|char| visible(char) == char));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
