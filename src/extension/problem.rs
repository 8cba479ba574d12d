//! What goes wrong while a template is read or rendered, before it has a place among the sources.

use std::ops::Range;

use super::filter::FILTERS;
use super::foreign;
use super::path::{self, End, Failure, Path, Why};
use crate::diagnostic::{Code, codes};
use crate::suggest::closest;
use crate::yaml::Node;
use crate::yaml::walk::Step;

/// How many paths of one expression are looked at.
const MOST_PATHS: usize = 20;

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

/// A value that does not exist, at the place that the engine gives: within a path, around several
/// of them, or at a filter that one goes into.
pub(super) fn undefined(
    text: &str,
    range: Option<Range<usize>>,
    model: &Node,
    default: &str,
) -> Problem {
    let nameless = |range| {
        Problem::new(codes::EXTENSION_UNDEFINED, "a value here does not exist")
            .at(range)
            .help(advice(default))
    };
    let Some(place) = range else {
        return nameless(None);
    };
    let paths = path::around(text, &place);
    let before = text.get(..place.start).unwrap_or("").trim_end();
    let input = before.strip_suffix('|').map(|input| input.trim_end().len());
    let meant: Vec<&Path<'_>> = paths
        .iter()
        .filter(|path| {
            let range = path.range();
            match input {
                Some(end) => range.end == end,
                None => range.start < place.end.max(place.start + 1) && place.start < range.end,
            }
        })
        .take(MOST_PATHS)
        .collect();
    let ends = meant.iter().map(|path| (path, path.end(text, model)));
    let (mut unknown, mut failure) = (None, None);
    for (path, end) in ends {
        match end {
            End::Fails(found) if failure.is_none() => failure = Some(found),
            End::Unknown if unknown.is_none() => unknown = Some(path),
            _ => {}
        }
    }
    match (failure, unknown) {
        (Some(failure), _) => failed(text, failure, default),
        (None, Some(path)) => {
            let range = path.range();
            missing(text, range, path.last(), &every_name(model), default)
        }
        (None, None) => nameless(Some(place)),
    }
}

fn failed(text: &str, failure: Failure<'_>, default: &str) -> Problem {
    let words = |range: &Range<usize>| text.get(range.clone()).unwrap_or("").to_owned();
    let parent = words(&failure.parent);
    match failure.why {
        Why::Missing(names) => {
            let whole = words(&failure.range);
            let last = whole.rsplit(['.', '[']).next().unwrap_or("");
            let last = last.trim_matches(|c: char| "]\"'?".contains(c));
            missing(text, failure.range, last, &names, default)
        }
        Why::Null => Problem::new(codes::EXTENSION_UNDEFINED, format!("`{parent}` is null"))
            .at(Some(failure.range))
            .note("a null has no fields; in the model it stands for what does not apply")
            .help(format!("put `{{% if {parent} %}}` around it")),
        Why::List(length) => {
            let items = if length == 1 { "item" } else { "items" };
            let whole = words(&failure.range);
            let message = format!("`{whole}` does not exist");
            Problem::new(codes::EXTENSION_UNDEFINED, message)
                .at(Some(failure.range))
                .note(format!(
                    "`{parent}` is a list with {length} {items}; the first one is `{parent}[0]`"
                ))
        }
    }
}

fn missing(text: &str, range: Range<usize>, last: &str, names: &[&str], default: &str) -> Problem {
    let words = text.get(range.clone()).unwrap_or("");
    let message = format!("`{words}` does not exist");
    let found = Problem::new(codes::EXTENSION_UNDEFINED, message).at(Some(range));
    // The values are the author's: what is not there may be there for the next release.
    let near = match names.contains(&last) {
        true => None,
        false => closest(last, names.iter().copied()).first().copied(),
    };
    match near {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help(advice(default)),
    }
}

/// A null that would be printed.
pub(super) fn null(
    text: &str,
    range: Option<Range<usize>>,
    printed: &str,
    default: &str,
) -> Problem {
    let words = range.clone().and_then(|range| text.get(range));
    let words = words.unwrap_or("").trim();
    let is_shown = !words.is_empty() && words.len() <= 80 && !words.contains('\n');
    let what = if is_shown {
        format!("`{words}` is null")
    } else {
        "the value here is null".to_owned()
    };
    Problem::new(codes::EXTENSION_UNDEFINED, what)
        .at(range)
        .note(format!("the template would print {printed} in its place"))
        .help(format!(
            "write `| {default}` behind it, or put an `{{% if %}}` around the line"
        ))
}

fn advice(default: &str) -> String {
    format!(
        "`rutter model` prints what there is; where something may be missing, write `| {default}` \
         behind it"
    )
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
    if what == "filter"
        && let Some(own) = foreign::filter(name)
    {
        return found.help(format!(
            "that is a function of Helm's templates; here it is {own}"
        ));
    }
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
