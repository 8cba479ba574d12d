//! The `DiagnosticResult` of reviewdog (proto/rdf/reviewdog.proto, v0.21.0). Its columns count
//! bytes of UTF-8; the ends of its ranges are exclusive.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::json::pretty;
use super::place::{Place, filed_under, fix_of_files, placed_edits};
use super::text::paragraphs;
use super::{Group, Settings, findings};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// A suggestion of several edits repeats what stands between them; beyond this many bytes nobody
/// could review it.
const LONGEST_SUGGESTION: usize = 10_000;

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Source,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: CodeOf<'a>,
    severity: &'static str,
    message: String,
    location: Location<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestions: Option<[Suggestion; 1]>,
}

#[derive(Serialize)]
struct CodeOf<'a> {
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct RelatedLocation<'a> {
    message: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
}

pub(super) fn write(groups: &[Group<'_>], settings: &Settings<'_>) -> String {
    let codes: BTreeSet<Code> = findings(groups).map(|(_, found)| found.code).collect();
    let urls: BTreeMap<Code, String> = codes
        .into_iter()
        .filter_map(|code| Some((code, settings.rule_doc(code)?.uri?)))
        .collect();
    let diagnostics = findings(groups)
        .map(|(group, found)| {
            let url = urls.get(&found.code).map(String::as_str);
            finding(group, found, url)
        })
        .collect();
    pretty(&DiagnosticResult {
        source: Source { name: "rutter" },
        diagnostics,
    })
}

fn finding<'a>(group: &Group<'a>, found: &'a Diagnostic, url: Option<&'a str>) -> Finding<'a> {
    let place = Place::primary(found, group.sources);
    let related = found.secondary.iter().filter_map(|label| {
        let place = Place::marked(label.span, group.sources)?;
        Some(RelatedLocation {
            message: &label.text,
            location: location(group, Some(&place)),
        })
    });
    Finding {
        code: CodeOf {
            value: found.code.to_string(),
            url,
        },
        severity: match found.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        message: paragraphs(found, group.sources),
        location: location(group, place.as_ref()),
        related_locations: related.collect(),
        suggestions: suggestion(group, found).map(|one| [one]),
    }
}

fn location<'a>(group: &Group<'a>, place: Option<&Place<'a>>) -> Location<'a> {
    Location {
        path: filed_under(group, place),
        range: place.map(range),
    }
}

fn range(place: &Place<'_>) -> Range {
    let (start, end) = place.byte_columns();
    Range {
        start: Point {
            line: place.start.line,
            column: start,
        },
        end: Point {
            line: place.end.line,
            column: end,
        },
    }
}

/// The fix as one replacement: several suggestions would be choices, and none names a file, so
/// that all edits have to be in the file of the finding.
fn suggestion(group: &Group<'_>, found: &Diagnostic) -> Option<Suggestion> {
    let fix = fix_of_files(found, group.sources)?;
    let file = found.primary.as_ref()?.span.source;
    if fix.edits.iter().any(|edit| edit.span.source != file) {
        return None;
    }
    let start = fix.edits.iter().map(|edit| edit.span.start).min()? as usize;
    let stop = fix.edits.iter().map(|edit| edit.span.end).max()? as usize;
    if stop.saturating_sub(start) > LONGEST_SUGGESTION {
        return None;
    }
    let mut end = start;
    let mut text = String::new();
    for (_, edit) in placed_edits(fix, group.sources) {
        let between = Span::new(file, end, edit.span.start as usize);
        text.push_str(group.sources.text(between));
        text.push_str(&edit.text);
        end = edit.span.end as usize;
    }
    let place = Place::exact(Span::new(file, start, stop), group.sources)?;
    Some(Suggestion {
        range: range(&place),
        text,
    })
}
