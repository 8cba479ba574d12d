//! The documents that a template prints.

use std::ops::Range;

use super::origin::Printed;
use super::{Template, tag};
use crate::diagnostic::{Code, Diagnostic, Label, Severity, codes};
use crate::source::{Sources, Span};
use crate::yaml::{Data, Map, Node, documents, read_exactly};

/// A place: in what a template printed, or already among the sources.
#[derive(Clone, Debug)]
pub(super) enum At {
    Output(Range<usize>),
    Source(Span),
}

/// Something found in what a template printed.
#[derive(Debug)]
pub(super) struct Finding {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    pub primary: (At, String),
    pub secondary: Vec<(At, String)>,
    pub notes: Vec<String>,
    pub helps: Vec<String>,
}

impl Finding {
    pub fn error(code: Code, message: impl Into<String>, at: Range<usize>, label: &str) -> Self {
        Finding {
            code,
            severity: Severity::Error,
            message: message.into(),
            primary: (At::Output(at), label.to_owned()),
            secondary: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
        }
    }

    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }

    /// The same about the template: its places are those of the template, and where the line looks
    /// otherwise there, a note shows it.
    pub fn into_diagnostic(
        mut self,
        template: &Template,
        printed: &str,
        place: &dyn Fn(Range<usize>) -> Option<Span>,
    ) -> Diagnostic {
        let start_of_template = Span::new(template.source, 0, 0);
        let (at, label) = self.primary;
        let mut found = Diagnostic::new(self.code, self.severity, self.message);
        let mut notes = Vec::new();
        match at {
            At::Source(span) => found = found.at(span, label),
            At::Output(range) => {
                let number = printed
                    .get(..range.start)
                    .unwrap_or("")
                    .matches('\n')
                    .count();
                let line = printed.split('\n').nth(number).unwrap_or("").trim_end();
                let span = place(range);
                let written = span.map_or("", |span| template.line(span.start as usize));
                found = match span {
                    Some(span) => found.at(span, label),
                    None => found.at(start_of_template, "somewhere in what this template prints"),
                };
                if self.code == codes::YAML_SYNTAX
                    && let Some(filter) = quoted_filter(written)
                {
                    self.helps = vec![format!(
                        "leave the quotes around `{{{{ }}}}` out: `{filter}` writes those that are needed"
                    )];
                }
                if line.trim() != written.trim() && !line.trim().is_empty() {
                    let line = short(line);
                    notes.push(format!("line {} of what it prints: `{line}`", number + 1));
                }
            }
        }
        for (at, text) in self.secondary {
            let span = match at {
                At::Source(span) => span,
                At::Output(range) => place(range).unwrap_or(Span::NOWHERE),
            };
            if found
                .primary
                .as_ref()
                .is_some_and(|label| label.span == span)
            {
                found = found.note("this line of the template is printed more than once");
            } else {
                found = found.also(span, text);
            }
        }
        let found = notes
            .into_iter()
            .chain(self.notes)
            .fold(found, Diagnostic::note);
        self.helps.into_iter().fold(found, Diagnostic::help)
    }
}

impl Template {
    /// The line around a byte.
    fn line(&self, at: usize) -> &str {
        let before = self.text.get(..at).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let rest = self.text.get(start..).unwrap_or("");
        rest.split('\n').next().unwrap_or("")
    }
}

/// The filter that writes quotes of its own, where a line of a template puts its tag into quotes.
fn quoted_filter(line: &str) -> Option<&'static str> {
    let mut at = 0;
    while let Some(start) = tag::next(line, at) {
        let end = tag::end(line, start)?;
        let inside = line.get(start..end)?;
        let inside = inside.trim_end_matches(|c: char| "-}".contains(c) || c.is_whitespace());
        let last = inside.rsplit('|').next()?.trim();
        let filters = ["tojson", "json_encode", "toyaml"];
        let quote = line.get(..start)?.trim_end().chars().next_back();
        if inside.starts_with("{{")
            && matches!(quote, Some('"' | '\''))
            && let Some(filter) = filters.into_iter().find(|filter| last == *filter)
        {
            return Some(filter);
        }
        at = end;
    }
    None
}

fn short(line: &str) -> String {
    const MOST: usize = 100;
    match line.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("")),
        None => line.to_owned(),
    }
}

/// One document, and where it starts in the output.
pub(super) struct Document<'d> {
    pub root: &'d Node,
    text: &'d str,
    start: usize,
}

impl Document<'_> {
    /// The text behind a span.
    pub fn text(&self, span: Span) -> &str {
        let range = span.start as usize..span.end as usize;
        self.text.get(range).unwrap_or("")
    }

    /// The bytes of the output behind a span.
    pub fn range(&self, span: Span) -> Range<usize> {
        if span.is_nowhere() {
            return self.start..self.start;
        }
        self.start + span.start as usize..self.start + span.end as usize
    }
}

/// The documents and what was found in them.
#[derive(Default)]
pub(super) struct Outcome {
    pub objects: Vec<Node>,
    pub found: Vec<Finding>,
}

/// Reads what a template printed; documents without content are no objects.
pub(super) fn read(
    printed: &Printed,
    name: &str,
    mut check: impl FnMut(&Document<'_>, &mut Vec<Finding>),
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut scratch = Sources::new();
    for piece in documents(&printed.text) {
        let start = piece.start;
        let text = printed.text.get(piece).unwrap_or("");
        let id = scratch.add(name, text);
        let shifted = |label: Label| {
            let range = label.span.start as usize..label.span.end as usize;
            (
                At::Output(start + range.start..start + range.end),
                label.text,
            )
        };
        let finding = |mut diagnostic: Diagnostic| {
            if diagnostic.code == codes::DUPLICATE_KEY {
                // Helm takes no part here.
                if let Some(label) = &mut diagnostic.primary {
                    label.text = "this one is taken".to_owned();
                }
                diagnostic.notes.clear();
            }
            let primary = diagnostic.primary.map(shifted);
            Finding {
                code: diagnostic.code,
                severity: diagnostic.severity,
                message: diagnostic.message,
                primary: primary.unwrap_or((At::Output(start..start), String::new())),
                secondary: diagnostic.secondary.into_iter().map(shifted).collect(),
                notes: diagnostic.notes,
                helps: diagnostic.helps,
            }
        };
        let reading = match read_exactly(&scratch, id) {
            Ok(reading) => reading,
            Err(diagnostic) => {
                let found = finding(*diagnostic);
                let note = "the template prints no YAML that could be installed";
                outcome.found.push(found.note(note));
                continue;
            }
        };
        let repeated = reading
            .documents
            .iter()
            .filter_map(|root| root.as_map())
            .find_map(|root| second_object(root, &reading.warnings));
        if let Some((key, places)) = repeated {
            let places = places.map(|label| shifted(label).0);
            outcome.found.push(two_objects(key, places));
            continue;
        }
        outcome
            .found
            .extend(reading.warnings.into_iter().map(finding));
        for root in &reading.documents {
            if matches!(root.data, Data::Null) {
                continue;
            }
            let first = outcome.found.len();
            check(&Document { root, text, start }, &mut outcome.found);
            // Maps are looked at by their keys; people read from top to bottom.
            let new = outcome.found.get_mut(first..).unwrap_or_default();
            new.sort_by_key(|finding| match &finding.primary.0 {
                At::Output(range) => range.start,
                At::Source(_) => 0,
            });
            outcome.objects.push(root.unplaced());
        }
    }
    outcome
}

/// The key that begins an object once more in the same document, and the first two places where it
/// stands. Of objects without `---` between them YAML keeps the last alone.
fn second_object<'m>(root: &'m Map, warnings: &[Diagnostic]) -> Option<(&'m str, [Label; 2])> {
    let repeated = |key| {
        let entry = root.entry(key)?;
        let warning = warnings.iter().find(|warning| {
            let taken = warning.primary.as_ref().map(|label| label.span);
            warning.code == codes::DUPLICATE_KEY && taken == Some(entry.key_span)
        })?;
        let mut places: Vec<&Label> = warning.primary.iter().chain(&warning.secondary).collect();
        places.sort_by_key(|label| label.span.start);
        let first = (*places.first()?).clone();
        Some((&*entry.key, [first, (*places.get(1)?).clone()]))
    };
    ["apiVersion", "kind", "metadata"]
        .into_iter()
        .find_map(repeated)
}

fn two_objects(key: &str, [first, second]: [At; 2]) -> Finding {
    Finding {
        code: codes::EXTENSION_NO_OBJECT,
        severity: Severity::Error,
        message: format!("a second object in the same document: `{key}` is there again"),
        primary: (second, "another object begins here".to_owned()),
        secondary: vec![(first, "the first one".to_owned())],
        notes: vec!["only the last of them would be left".to_owned()],
        helps: vec![
            "put a line `---` before each object: in a loop it comes first inside the loop"
                .to_owned(),
        ],
    }
}
