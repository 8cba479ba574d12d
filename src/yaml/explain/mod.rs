//! Problems in an author's words.

mod meaning;
mod notation;
mod structure;

use std::ops::Range;

use super::Node;
use super::problem::{Kind, Problem};
use super::text::Flaw;
use crate::HelmVersion;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{self, Code};
use crate::source::{SourceId, Span};

/// What is said about a kind of problem.
struct Words {
    code: Code,
    message: String,
    label: &'static str,
    /// What stands beside the second place, if the problem has one.
    other: &'static str,
    note: &'static str,
    help: &'static str,
}

impl Words {
    fn new(code: Code, message: impl Into<String>, label: &'static str) -> Self {
        Words {
            code,
            message: message.into(),
            label,
            other: "",
            note: "",
            help: "",
        }
    }

    fn syntax(message: impl Into<String>, label: &'static str) -> Self {
        Words::new(codes::YAML_SYNTAX, message, label)
    }

    fn other(mut self, text: &'static str) -> Self {
        self.other = text;
        self
    }

    fn note(mut self, text: &'static str) -> Self {
        self.note = text;
        self
    }

    fn help(mut self, text: &'static str) -> Self {
        self.help = text;
        self
    }
}

/// The diagnostic for a problem in `text`.
pub(super) fn problem(id: SourceId, text: &str, problem: &Problem) -> Box<Diagnostic> {
    let place = Place::new(text, problem.start, problem.end);
    let words = if place.is_template(problem.kind) {
        template()
    } else {
        structure::words(&place, problem.kind)
            .or_else(|| notation::words(&place, problem.kind))
            .unwrap_or_else(|| meaning::words(&place, problem.kind))
    };
    let mut diagnostic = Diagnostic::error(words.code, words.message);
    let (start, end) = (problem.start.min(text.len()), problem.end.min(text.len()));
    diagnostic = diagnostic.at(Span::new(id, start, end), words.label);
    if let (Some((start, end)), false) = (problem.other, words.other.is_empty()) {
        diagnostic = diagnostic.also(Span::new(id, start, end), words.other);
    }
    if !words.note.is_empty() {
        diagnostic = diagnostic.note(words.note);
    }
    if !words.help.is_empty() {
        diagnostic = diagnostic.help(words.help);
    }
    Box::new(diagnostic)
}

/// A place in a text and what stands round it.
struct Place<'a> {
    /// The text of the place itself.
    found: &'a str,
    /// Its line before it, and from it on.
    before: &'a str,
    after: &'a str,
}

impl<'a> Place<'a> {
    fn new(text: &'a str, start: usize, end: usize) -> Self {
        let (before, after) = text.split_at_checked(start).unwrap_or((text, ""));
        Place {
            found: text.get(start..end).unwrap_or(""),
            before: before.rsplit(['\n', '\r']).next().unwrap_or(""),
            after: after.split(['\n', '\r']).next().unwrap_or(""),
        }
    }

    /// Whether a template expression explains the problem.
    fn is_template(&self, kind: Kind) -> bool {
        match kind {
            Kind::CollectionKey => self.after.starts_with('{') && self.before.ends_with('{'),
            Kind::Start => self.after.starts_with("%}") || self.before.ends_with("{%"),
            Kind::InBraces | Kind::NoContent | Kind::NotAKey | Kind::ColonInValue => self
                .before
                .split_once("{{")
                .is_some_and(|(before, _)| !before.contains(['"', '\''])),
            _ => false,
        }
    }

    fn at_end(&self) -> bool {
        self.after.is_empty() && self.found.trim().is_empty()
    }

    fn first(&self) -> char {
        self.after.chars().next().unwrap_or(' ')
    }
}

fn template() -> Words {
    let message = "`{{ … }}` is not expanded in a values file, and without quotes it is no YAML";
    Words::new(
        codes::UNQUOTED_TEMPLATE,
        message,
        "`{{` opens a map inside a map here",
    )
    .note("Helm renders the files under `templates/` only; values files are read as they are")
    .help(
        "write the value itself; if a template of the chart passes this value through `tpl`, \
             put it in quotes: `'{{ … }}'`",
    )
}

/// The diagnostic for a character that refuses the whole text.
pub(super) fn flaw(id: SourceId, text: &str, flaw: &Flaw) -> Box<Diagnostic> {
    let span = Span::new(id, flaw.at.start, flaw.at.end);
    Box::new(if flaw.encoding {
        Diagnostic::error(codes::BAD_ENCODING, "the file is not UTF-8")
            .at(span, "no character from here on")
            .note("Helm refuses such a file, even where the bytes stand in a comment")
            .help("save the file as UTF-8")
    } else {
        let found = text
            .get(flaw.at.clone())
            .and_then(|text| text.chars().next());
        let code = found.map_or(0, u32::from);
        let message = format!("the file holds the control character U+{code:04X}");
        Diagnostic::error(codes::FORBIDDEN_CHARACTER, message)
            .at(span, "this character, which editors may not show")
            .note("YAML forbids it everywhere, in comments and quotes, too, and Helm refuses the file")
            .help("remove it; if a text needs it, write an escape like `\\u001B` in double quotes")
    })
}

/// The diagnostic for UTF-16 that Helm 4 breaks.
pub(super) fn utf16(id: SourceId) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            codes::BAD_ENCODING,
            "the file is UTF-16, which Helm 4 cannot read",
        )
        .at(Span::new(id, 0, 0), "")
        .note("Helm 4 cuts values files into lines byte by byte, which breaks UTF-16")
        .help("save the file as UTF-8"),
    )
}

/// The warning for content that Helm does not read.
pub(super) fn unread(id: SourceId, rest: Range<usize>, helm: HelmVersion) -> Diagnostic {
    let warning = Diagnostic::warning(codes::UNREAD_REST, "the rest of the file is not read").at(
        Span::new(id, rest.start, rest.end),
        "everything from here on is ignored",
    );
    match helm {
        HelmVersion::V3 => warning
            .note("Helm 3 reads the first document of a values file only, and says nothing about the others")
            .help("move what follows into a values file of its own, or into the document above"),
        HelmVersion::V4 => warning
            .note("the document ends above, with `...` or with the bracket that closes it")
            .help("put a line `---` before it, or move it into the document above"),
    }
}

/// The diagnostic for a values file that is no map.
pub(super) fn not_a_map(root: &Node) -> Box<Diagnostic> {
    let message = format!(
        "a values file must hold keys and values, and this is {}",
        root.kind()
    );
    Box::new(
        Diagnostic::error(codes::NOT_A_MAP, message)
            .at(root.span, "not a map")
            .help("write `key: value` lines, with a space after each colon"),
    )
}
