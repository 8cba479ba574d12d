//! Problems in an author's words.

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
        structure(&place, problem.kind)
            .or_else(|| notation(&place, problem.kind))
            .unwrap_or_else(|| meaning(&place, problem.kind))
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

/// Indentation, brackets, quotes: where things begin and end.
fn structure(place: &Place, kind: Kind) -> Option<Words> {
    Some(match kind {
        Kind::Tab => Words::new(
            codes::TAB_INDENTATION,
            "a tab is used for indentation",
            "this is a tab",
        )
        .note("YAML knows no tab width, so Helm refuses the file")
        .help("indent with spaces, two per level"),
        Kind::UnclosedQuote => Words::syntax("a quote is never closed", "opened here")
            .help("add the closing quote at the end of the text, or quote it the other way"),
        Kind::MarkInQuote => Words::syntax(
            "a line in quotes starts like a document separator",
            "Helm takes this for the end of the document",
        )
        .other("the quote opens here")
        .help("close the quote before this line, or indent the line"),
        Kind::InBrackets => {
            let message = if place.at_end() {
                "a `[` is never closed"
            } else {
                "a `,` or `]` is missing in a list"
            };
            Words::syntax(message, "expected `,` or `]` here")
                .other("the list opens here")
                .help("separate the items with `,` and end the list with `]`; quote text that holds any of `,[]{}`")
        }
        Kind::InBraces => {
            let message = if place.at_end() {
                "a `{` is never closed"
            } else {
                "a `,` or `}` is missing in a map"
            };
            Words::syntax(message, "expected `,` or `}` here")
                .other("the map opens here")
                .help("separate the entries with `,` and end the map with `}`; quote text that holds any of `,[]{}`")
        }
        Kind::NotAKey if place.before.trim_end().ends_with(['"', '\'', ']', '}']) => Words::syntax(
            "text follows the end of a value",
            "the value ends before this",
        )
        .note("a value that starts with a quote or a bracket ends with the closing one")
        .help("put the whole value in quotes"),
        Kind::NotAKey if place.after.starts_with('-') => Words::syntax(
            "a list item stands among keys",
            "a key is expected at this indentation",
        )
        .other("the keys start here")
        .help("indent the `- ` lines at least as far as the key that they belong to, with nothing else under that key"),
        Kind::NotAKey => Words::syntax(
            "a line does not fit the indentation of the lines above",
            "expected a key here",
        )
        .other("the keys start here")
        .help("start the keys of one map in the same column"),
        Kind::NotAnItem => Words::syntax(
            "a line does not fit the list above",
            "expected `- ` here",
        )
        .other("the list starts here")
        .help("start every item of the list with `- ` in the same column, and indent what belongs to an item further"),
        Kind::NoColon => Words::syntax(
            "a line among keys has no colon",
            "expected `key: value`",
        )
        .note("without a space or a line end after it, a colon is part of the text")
        .help("write `key: value`; indent the line further if it continues the text above"),
        Kind::ColonInValue if place.before.chars().count() > 1024 => {
            return Some(meaning(place, Kind::LongKey));
        }
        Kind::ColonInValue if !place.before.contains(": ") => Words::syntax(
            "a key is indented further than the value above it allows",
            "this line continues the value above",
        )
        .help("start the key in the same column as the other keys of its map; a key with keys below it has no value on its own line"),
        Kind::ColonInValue => Words::syntax(
            "a value holds a colon and a space, as if it were a key itself",
            "this colon",
        )
        .help("put the whole value in quotes, or, if it is meant as a key, start it on a line of its own, indented"),
        Kind::DashInValue => Words::syntax(
            "a list cannot start here",
            "this dash",
        )
        .help("start the list on a new line; quote the value if it is text"),
        Kind::QuestionInValue => Words::syntax("a value starts with `? `", "not allowed here")
            .help("put the value in quotes"),
        Kind::Deep => Words::new(
            codes::TOO_DEEP,
            "values nest deeper than 10,000 levels",
            "one level too many",
        )
        .note("this is Helm's limit")
        .help("nest less deeply"),
        Kind::NoDocumentStart => Words::syntax(
            "a document must start with `---` here",
            "expected `---`",
        )
        .note("after `%` lines and after `...` only a document that starts with `---` may follow")
        .help("put a line `---` before it; quote a value that starts with `%`"),
        Kind::Separator => Words::new(
            codes::BAD_SEPARATOR,
            "a line starts with `---` and goes on",
            "Helm 4 refuses this line",
        )
        .note("Helm 4 cuts a values file at every line that starts with `---`, inside text, too; only a comment may follow on that line")
        .help("leave `---` alone on its line, or indent the line if it is part of a text"),
        _ => return None,
    })
}

/// Characters that mean something else than the author thinks.
fn notation(place: &Place, kind: Kind) -> Option<Words> {
    Some(match kind {
        Kind::Start => {
            let message = format!("a value cannot start with `{}`", place.first());
            Words::syntax(message, "reserved by YAML").help("put the value in quotes")
        }
        Kind::NoContent => {
            let message = match place.first() {
                _ if place.at_end() => "a value is missing".to_owned(),
                first => format!("a value is missing before `{first}`"),
            };
            Words::syntax(message, "expected a value here")
                .other("inside what starts here")
                .help("write the value, `\"\"` for empty text, or `null`; quote it if this character belongs to it")
        }
        Kind::Escape => {
            let message = format!("`{}` means nothing in double quotes", place.found);
            Words::syntax(message, "unknown escape")
                .help("write `\\\\` for a backslash, or use single quotes, in which a backslash is just that")
        }
        Kind::EscapeDigits => {
            let message = format!("`{}` needs hexadecimal digits", place.found);
            Words::syntax(message, "too few digits follow")
                .help("write `\\xHH`, `\\uHHHH` or `\\UHHHHHHHH`, or `\\\\` for a backslash")
        }
        Kind::EscapeCharacter => {
            let message = format!("`{}` is no character", place.found);
            Words::syntax(message, "not a character")
                .note("unlike JSON, YAML does not join two `\\u` escapes to one character")
                .help("write the character itself, or `\\U` and eight digits")
        }
        Kind::BlockHeader => Words::syntax(
            "text on the same line as `|` or `>`",
            "nothing but a comment may follow",
        )
        .help("start the text on the next line, indented; or put it in quotes"),
        Kind::BlockIndentZero => Words::syntax(
            "the indentation of a text cannot be 0",
            "from 1 to 9",
        )
        .help("leave the digit out: the first line tells the indentation"),
        Kind::AnchorName => {
            let (message, label) = if place.found.starts_with('*') {
                ("a value that starts with `*` refers to an anchor, and this is no name of one", "taken for a reference")
            } else {
                ("a value that starts with `&` names an anchor, and this is no name for one", "taken for an anchor")
            };
            Words::syntax(message, label)
                .note("names of anchors consist of the letters a to z, digits, `_` and `-`")
                .help("put the value in quotes")
        }
        Kind::Tag => Words::new(
            codes::BAD_TAG,
            "a value that starts with `!` has a tag, and this is none",
            "taken for a tag",
        )
        .help("put the value in quotes"),
        Kind::TagHandle => Words::new(
            codes::BAD_TAG,
            "this tag uses a prefix that the file does not declare",
            "unknown prefix",
        )
        .help("put the value in quotes if it is text; leave the tag out otherwise"),
        Kind::Directive | Kind::UnknownDirective | Kind::DirectiveTwice => Words::syntax(
            "a line that starts with `%` is an instruction to the reader, and this is none that it knows",
            "taken for an instruction",
        )
        .help("remove the line; quote it or indent it if it is a value"),
        Kind::Version => Words::syntax(
            "the file says that it is another version of YAML than 1.1",
            "Helm reads version 1.1 only",
        )
        .help("remove this line"),
        _ => return None,
    })
}

/// Well-formed text that Helm cannot use.
fn meaning(place: &Place, kind: Kind) -> Words {
    let found = shorten(place.found);
    match kind {
        Kind::LongKey => Words::new(
            codes::KEY_TOO_LONG,
            "a key is longer than 1024 characters, or a long line has no colon",
            "Helm looks no further than 1024 characters for the colon",
        )
        .help("write `? ` before a key of this length, and `: ` before its value on the next line"),
        Kind::UnknownAnchor => Words::new(
            codes::UNKNOWN_ANCHOR,
            format!("`{found}` refers to an anchor that does not stand above it"),
            "no such anchor",
        )
        .note("an anchor (`&name`) counts from its place to the end of its document")
        .help("put the value in quotes if it is text; else define the anchor further up"),
        Kind::RecursiveAnchor => Words::new(
            codes::RECURSIVE_ANCHOR,
            format!("`{found}` stands inside the value that it refers to"),
            "this would never end",
        )
        .other("that value starts here")
        .help("refer to a value that is complete"),
        Kind::Aliases => Words::new(
            codes::EXCESSIVE_ALIASES,
            "the aliases of this file expand to more than Helm allows",
            "the limit is exceeded here",
        )
        .note("Helm counts the values that come out of aliases, to stop files that grow without bounds")
        .help("write fewer aliases of aliases, or write the values out"),
        Kind::Merge => Words::new(
            codes::BAD_MERGE,
            "`<<` needs a map, or a list of maps",
            "this is neither",
        )
        .other("merges into this map")
        .help("refer to an anchor of a map (`<<: *name`); quote the key `\"<<\"` if it is meant as a name"),
        Kind::Binary => Words::new(
            codes::BAD_TAG,
            "`!!binary` needs base64",
            "this is none",
        )
        .help("encode the value with `base64`, with its padding and without blanks, or leave the tag out"),
        Kind::TagMismatch => Words::new(
            codes::BAD_TAG,
            format!("`{found}` is not what its tag says"),
            "does not fit its tag",
        )
        .help("leave the tag out, or write a value that it fits"),
        Kind::CollectionKey => Words::new(
            codes::UNUSABLE_KEY,
            "a list or a map cannot be a key",
            "used as a key",
        )
        .help("write a plain key; a value that starts with `[` or `{` and goes on after the closing bracket needs quotes"),
        Kind::NullKey => Words::new(
            codes::UNUSABLE_KEY,
            "a key is null",
            "Helm needs text here",
        )
        .help("write the key, in quotes if it is `null` or `~`"),
        Kind::BigKey => Words::new(
            codes::UNUSABLE_KEY,
            format!("the number `{found}` is too large for a key"),
            "does not fit 63 bits",
        )
        .help("put the key in quotes"),
        _ => Words::new(
            codes::NOT_FINITE,
            format!("`{found}` is no number that Helm can hand on"),
            "infinite, or no number",
        )
        .note("Helm turns values into JSON, which has no such numbers")
        .help("put it in quotes if it is text; else write a number"),
    }
}

/// The start of a text, as far as it fits into a message.
fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or("").trim_end();
    let end = line.char_indices().nth(60).map_or(line.len(), |(at, _)| at);
    let shown = line.get(..end).unwrap_or("");
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("{shown}{more}")
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
