//! Templates in the dialect of Jinja, rendered by minijinja.

use std::ops::Range;

use minijinja::value::{Kwargs, Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, escape_formatter};

use super::origin::{Origins, Piece, Printed};
use super::problem::{Problem, in_our_words, includes, null, undefined, unknown};
use super::{FUEL, MOST_OUTPUT, filter};
use crate::diagnostic::codes;
use crate::yaml::Node;

/// Whether the template can be read.
pub(super) fn check(text: &str) -> Result<(), Problem> {
    let environment = environment();
    let read = environment.template_from_str(text);
    read.map(|_| ())
        .map_err(|error| problem(&error, text, &Node::null()))
}

/// What the template prints for a model.
pub(super) fn render(text: &str, model: &Node) -> Result<Printed, Problem> {
    let environment = environment();
    let rendered = environment
        .template_from_str(text)
        .and_then(|template| template.render_with_spans(Value::from(Serde(model))));
    let (printed, spans) = rendered.map_err(|error| problem(&error, text, model))?;
    if printed.len() > MOST_OUTPUT {
        return Err(super::problem::too_much());
    }
    let pieces = spans.iter().map(|span| Piece {
        output: span.output_range(),
        source: span.source_range(),
    });
    Ok(Printed {
        text: printed,
        origins: Origins(pieces.collect()),
    })
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    // Where errors happen is part of what is told.
    environment.set_debug(true);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(|output, state, value| {
        if value.is_none() {
            let error = Error::new(ErrorKind::InvalidOperation, "a null is printed");
            return Err(error.with_source(PrintsNull));
        }
        bounded(value)?;
        escape_formatter(output, state, value)
    });
    for name in ["tojson", "json_encode"] {
        environment.add_filter(name, |value: Value| {
            filter::to_json(bounded(defined(&value)?)?).map_err(unprintable)
        });
    }
    environment.add_filter("toyaml", |value: Value| {
        filter::to_yaml(bounded(defined(&value)?)?).map_err(unprintable)
    });
    environment.add_filter("dns_label", |text: &str| filter::dns_label(text));
    environment.add_filter("short_hash", |text: &str| filter::short_hash(text));
    environment.add_function("throw", throw);
    // They write out all that there is, however often it holds itself; `rutter model` shows it.
    environment.remove_global("debug");
    environment.remove_filter("pprint");
    environment
}

/// Takes its message with the name, as Tera wants it, and without, as Jinja's own functions do.
fn throw(message: Option<String>, arguments: Kwargs) -> Result<Value, Error> {
    let message = match message {
        Some(message) => message,
        None => arguments.get("message")?,
    };
    arguments.assert_all_used()?;
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

/// Why a template stops that would print a null.
#[derive(Debug)]
struct PrintsNull;

impl std::fmt::Display for PrintsNull {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the engine would write `None`")
    }
}

impl std::error::Error for PrintsNull {}

fn prints_null(error: &Error) -> bool {
    let first: Option<&(dyn std::error::Error + 'static)> = Some(error);
    std::iter::successors(first, |error| error.source()).any(|error| error.is::<PrintsNull>())
}

fn defined(value: &Value) -> Result<&Value, Error> {
    if value.is_undefined() {
        Err(Error::from(ErrorKind::UndefinedError))
    } else {
        Ok(value)
    }
}

/// A value that can be written out. Lists and maps are shared: sixty lists that each hold the one
/// before twice are small, and no disk would hold what they print.
fn bounded(value: &Value) -> Result<&Value, Error> {
    const MOST: usize = 1_000_000;
    let mut count = 0;
    let mut pending = vec![value.clone()];
    while let Some(value) = pending.pop() {
        if !matches!(value.kind(), ValueKind::Seq | ValueKind::Map) {
            continue;
        }
        for key in value.try_iter()? {
            count += 1;
            if count > MOST {
                return Err(Error::from(ErrorKind::OutOfFuel));
            }
            pending.push(match value.kind() {
                ValueKind::Map => value.get_item(&key)?,
                _ => key,
            });
        }
    }
    Ok(value)
}

fn unprintable(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::BadSerialization, error.to_string())
}

fn problem(error: &Error, text: &str, model: &Node) -> Problem {
    let range = error.range().or_else(|| line(text, error.line()?));
    let words = range.clone().and_then(|range| text.get(range));
    let words = words.unwrap_or("").trim();
    let detail = error.detail().map(in_our_words);
    let said = detail.unwrap_or_else(|| error.kind().to_string());
    if prints_null(error) {
        return null(text, range, "`None`", "default(\"...\", true)");
    }
    match error.kind() {
        ErrorKind::UndefinedError => undefined(text, range, model, "default(...)"),
        ErrorKind::UnknownFilter => unknown("filter", words, range),
        ErrorKind::UnknownTest => unknown("test", words, range),
        ErrorKind::OutOfFuel => endless(range),
        _ if said.contains("recursion limit exceeded") => endless(range),
        ErrorKind::SyntaxError | ErrorKind::BadEscape => Problem::new(
            codes::EXTENSION_SYNTAX,
            format!("the template cannot be read: {said}"),
        )
        .at(range),
        ErrorKind::TemplateNotFound | ErrorKind::BadInclude => includes(range),
        _ => Problem::new(
            codes::EXTENSION_FAILED,
            format!("the template stops: {said}"),
        )
        .at(range),
    }
}

fn endless(range: Option<Range<usize>>) -> Problem {
    Problem::new(
        codes::EXTENSION_ENDLESS,
        "the template does not come to an end, or makes too much",
    )
    .at(range)
    .note(format!(
        "it may take {FUEL} steps, and each 64 bytes that it makes count as one; for a release a \
         template takes a few thousand"
    ))
    .help("look for loops inside of loops, and for macros that call themselves")
}

/// The bytes of a line, without the blanks around what it says.
fn line(text: &str, number: usize) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n');
    let index = number.checked_sub(1)?;
    let before: usize = lines.by_ref().take(index).map(str::len).sum();
    let line = lines.next().unwrap_or("");
    let start = before + (line.len() - line.trim_start().len());
    Some(start..start.max(before + line.trim_end().len()))
}
