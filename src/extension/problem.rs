//! What goes wrong while a template is read or rendered, before it has a place among the sources.

use std::ops::Range;

use super::filter::FILTERS;
use super::tag;
use crate::diagnostic::{Code, codes};
use crate::suggest::closest;
use crate::yaml::walk::Step;
use crate::yaml::{Map, Node};

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

/// A value that does not exist, at the place that the engine gives: within a path, or a filter
/// that it goes into.
pub(super) fn undefined(
    text: &str,
    range: Option<Range<usize>>,
    model: &Node,
    default: &str,
) -> Problem {
    let path = range.as_ref().and_then(|range| path_around(text, range));
    let Some(path) = path else {
        return Problem::new(codes::EXTENSION_UNDEFINED, "a value here does not exist")
            .at(range)
            .help(advice(default));
    };
    let words = text.get(path.clone()).unwrap_or("");
    let (missing, known) = missing_part(words, text, model);
    let message = format!("`{missing}` does not exist");
    let at = path.start..path.start + missing.len();
    let found = Problem::new(codes::EXTENSION_UNDEFINED, message).at(Some(at));
    let last = missing.rsplit('.').next().unwrap_or(missing);
    // The values are the author's: what is not there may be there for the next release.
    let near = closest(last, known.iter().copied());
    match near.first() {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(advice(default)),
    }
}

fn advice(default: &str) -> String {
    format!(
        "`rutter model` prints what there is; where something may be missing, write `| {default}` \
         behind it"
    )
}

/// The whole path of names and dots around a place.
fn path_around(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '?');
    let start_of = |end: usize| {
        let before = text.get(..end)?;
        Some(before.trim_end_matches(is_part).len())
    };
    // A filter is where its input is missed.
    let before = text.get(..range.start)?.trim_end();
    let end = match before.strip_suffix('|') {
        Some(input) => input.trim_end().len(),
        None => {
            let inside = text.get(range.clone())?;
            range.start + inside.find(|c| !is_part(c)).unwrap_or(inside.len())
        }
    };
    let path = start_of(end)?..end;
    let words = text.get(path.clone())?;
    words
        .starts_with(|c: char| c.is_alphabetic() || c == '_')
        .then_some(path)
}

/// The part of a path up to the first name that the model does not have, and the names that could
/// stand in its place.
fn missing_part<'w, 'm>(path: &'w str, template: &str, model: &'m Node) -> (&'w str, Vec<&'m str>) {
    let names = |node: &'m Node| -> Vec<&'m str> {
        let entries = node.as_map().map_or(&[][..], Map::entries);
        entries.iter().map(|entry| &*entry.key).collect()
    };
    let mut node = model;
    let mut end = 0;
    for (number, name) in path.split('.').enumerate() {
        end += name.len() + usize::from(number > 0);
        match node.get(name.trim_end_matches('?')) {
            Some(next) => node = next,
            None if number == 0 && path.contains('.') && is_own(name, template) => {
                return (path, every_name(model));
            }
            None => return (path.get(..end).unwrap_or(path), names(node)),
        }
    }
    (path, Vec::new())
}

/// Whether a template makes a variable of this name itself, by a loop for example.
fn is_own(name: &str, template: &str) -> bool {
    let mut at = 0;
    while let Some(start) = tag::next(template, at) {
        let end = tag::end(template, start).unwrap_or(template.len());
        let inside = template.get(start..end).unwrap_or("");
        let inside = inside.trim_start_matches(|c: char| "{%-".contains(c) || c.is_whitespace());
        let (word, rest) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        let made = match word {
            "for" => rest.split(" in ").next(),
            "set" | "with" => rest.split('=').next(),
            "macro" | "call" | "component" => Some(rest),
            _ => None,
        };
        let mut words = made
            .unwrap_or("")
            .split(|c: char| !c.is_alphanumeric() && c != '_');
        if words.any(|word| word == name) {
            return true;
        }
        at = end.max(start + 2);
    }
    false
}

/// The names of the model's own at any level, without those of the values and of Istio's objects.
fn every_name(model: &Node) -> Vec<&str> {
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
    names
}

/// A filter, test or function that is not there.
pub(super) fn unknown(what: &str, name: &str, range: Option<Range<usize>>) -> Problem {
    let found = Problem::new(
        codes::EXTENSION_SYNTAX,
        format!("there is no {what} `{name}`"),
    )
    .at(range);
    match closest(name, FILTERS.iter().copied()).first() {
        Some(near) if what == "filter" => found.help(format!("did you mean `{near}`?")),
        _ => found,
    }
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
        codes::EXTENSION_ENDLESS,
        "the template prints more than 16 MiB",
    )
    .help("look for loops inside of loops")
}

/// An include of something else than the template itself.
pub(super) fn includes(range: Option<Range<usize>>) -> Problem {
    Problem::new(
        codes::EXTENSION_SYNTAX,
        "a template cannot include, import or extend another one",
    )
    .at(range)
    .help("write what is shared into each, and give several templates with several `--template`")
}
