//! What goes wrong while a template is read or rendered, before it has a place among the sources.

use std::ops::Range;

use crate::diagnostic::Code;
use crate::suggest::closest;
use crate::yaml::Node;
use crate::yaml::walk::Step;

/// Why a template stops.
#[derive(Debug)]
pub(super) struct Problem {
    pub code: Code,
    pub message: String,
    /// The bytes of the template; `None` where the engine does not say.
    pub range: Option<Range<usize>>,
    pub label: String,
    pub notes: Vec<String>,
    pub helps: Vec<String>,
}

impl Problem {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Problem {
            code,
            message: message.into(),
            range: None,
            label: String::new(),
            notes: Vec::new(),
            helps: Vec::new(),
        }
    }

    pub fn at(mut self, range: Option<Range<usize>>) -> Self {
        self.range = range;
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }

    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }
}

/// The names that a misspelt one may have been meant as: the model's own at any level, without
/// those of the chart's values and of Istio's objects.
pub(super) fn meant(word: &str, model: &Node) -> Option<String> {
    let mut names: Vec<&str> = Vec::new();
    // How many maps and lists are open inside of a part whose names are not the model's.
    let mut foreign = 0_usize;
    let mut enters = false;
    for step in model.walk() {
        match step {
            Step::Key(entry) if foreign == 0 => {
                names.push(&entry.key);
                enters = matches!(&*entry.key, "values" | "objects" | "matches" | "labels");
            }
            Step::ListStart(..) | Step::MapStart(..) if foreign > 0 || enters => {
                foreign += 1;
                enters = false;
            }
            Step::ListEnd | Step::MapEnd if foreign > 0 => foreign -= 1,
            _ => {}
        }
    }
    let near = closest(word, names);
    Some(format!("did you mean `{}`?", near.first()?))
}

/// The message of an engine in the manner of ours: lower case at the start, no full stop.
pub(super) fn in_our_words(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut letters = text.chars();
    match letters.next() {
        // Names in upper case stay as they are.
        Some(first) if !letters.as_str().starts_with(|c: char| c.is_uppercase()) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// The byte at a line and a column of characters, both from 1.
#[cfg(feature = "tera")]
pub(super) fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(before..).unwrap_or("");
    let inside = rest.char_indices().nth(column.saturating_sub(1));
    before + inside.map_or(rest.len(), |(at, _)| at)
}

/// More than anybody installs was printed.
pub(super) fn too_much() -> Problem {
    Problem::new(
        crate::diagnostic::codes::EXTENSION_ENDLESS,
        "the template prints more than 16 MiB",
    )
    .help("look for loops inside of loops")
}
