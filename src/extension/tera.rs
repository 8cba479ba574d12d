//! Templates in the dialect of Tera.
//!
//! The engine does not say where its output comes from. So the template is rendered a second time
//! with marks in it; where that changes anything else about the output, the marks are not trusted.
//! Nor does it tell a null from an empty text where it prints one: what prints nothing goes through
//! a filter that does.

mod guard;
mod mark;

use std::io::{self, Write};

use tera::value::ValueKind;
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::origin::{Origins, Printed};
use super::problem::{Problem, in_our_words, includes, null, offset, too_much, undefined, unknown};
use super::{MOST_OUTPUT, filter};
use crate::diagnostic::{Code, codes};
use crate::yaml::Node;

/// The name of every template, for the engine.
const NAME: &str = "template";

/// Whether the template can be read.
pub(super) fn check(text: &str) -> Result<(), Problem> {
    engine(text)
        .map(|_| ())
        .map_err(|error| problem(&error, text, &Node::null(), codes::EXTENSION_SYNTAX))
}

/// What the template prints for a model.
pub(super) fn render(text: &str, model: &Node) -> Result<Printed, Problem> {
    let failed = |error| problem(&error, text, model, codes::EXTENSION_FAILED);
    let context = Context::from_serialize(model).map_err(failed)?;
    let print = |text: &str| {
        let mut output = Bounded::default();
        match engine(text).and_then(|tera| tera.render_to(NAME, &context, &mut output)) {
            Err(_) if output.is_full => Ok(None),
            Err(error) => Err(error),
            Ok(()) => Ok(Some(String::from_utf8_lossy(&output.bytes).into_owned())),
        }
    };
    let printed = match guard::insert(text).map(|guarded| print(&guarded)) {
        Some(Ok(printed)) => printed,
        // Places are those of the template as it is.
        other => match other.and_then(|other| printed_null(&other.err()?)) {
            Some(start) => return Err(prints_null(text, start)),
            None => print(text).map_err(failed)?,
        },
    };
    let printed = printed.ok_or_else(too_much)?;
    let marked = mark::insert(text).and_then(|marked| {
        let output = print(&marked.text).ok().flatten()?;
        marked.read(&output, &printed)
    });
    Ok(Printed {
        text: printed,
        origins: Origins(marked.unwrap_or_default()),
    })
}

/// An output that takes only so much.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_OUTPUT {
            self.is_full = true;
            return Err(io::Error::other("the output is too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn engine(text: &str) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on(Vec::<&'static str>::new());
    tera.register_filter("tojson", to_json);
    tera.register_filter("json_encode", to_json);
    tera.register_filter("toyaml", to_yaml);
    tera.register_filter("dns_label", dns_label);
    tera.register_filter("short_hash", short_hash);
    tera.register_filter(guard::FILTER, not_null);
    tera.add_raw_template(NAME, text)?;
    Ok(tera)
}

/// Before the place in the error of [`not_null`]: a character that no template has.
const PRINTS_NULL: &str = "\u{E002}null:";

fn not_null(value: Value, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if !matches!(value.kind(), ValueKind::None) {
        return Ok(value);
    }
    let at = arguments.must_get::<u64>("at")?;
    Err(Error::message(format!("{PRINTS_NULL}{at};")))
}

/// Where the expression begins that would print a null, if this is why a template stops.
fn printed_null(error: &Error) -> Option<usize> {
    let report = error.to_string();
    let (_, rest) = report.split_once(PRINTS_NULL)?;
    rest.split(';').next()?.parse().ok()
}

fn prints_null(text: &str, start: usize) -> Problem {
    let tag = super::tag::around(text, start);
    let range = tag.and_then(|tag| guard::expression(text, tag.start));
    null(
        text,
        range,
        "nothing",
        "default(value=\"...\", boolean=true)",
    )
}

fn to_json(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    filter::to_json(defined(&value)?).map_err(Error::message)
}

fn to_yaml(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<String> {
    filter::to_yaml(defined(&value)?).map_err(Error::message)
}

fn dns_label(text: &str, _: Kwargs, _: &State<'_>) -> String {
    filter::dns_label(text)
}

fn short_hash(text: &str, _: Kwargs, _: &State<'_>) -> String {
    filter::short_hash(text)
}

fn defined(value: &Value) -> TeraResult<&Value> {
    match value.kind() {
        ValueKind::Undefined => Err(Error::message(UNDEFINED)),
        _ => Ok(value),
    }
}

const UNDEFINED: &str = "the value is not defined";

fn problem(error: &Error, text: &str, model: &Node, code: Code) -> Problem {
    let (said, range) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => (
            report.message().to_owned(),
            Some(report.span().range.clone()),
        ),
        ErrorKind::TemplateNotFound(_)
        | ErrorKind::MissingParent { .. }
        | ErrorKind::CircularExtend { .. }
        | ErrorKind::CircularInclude { .. } => return includes(None),
        _ => reported(&error.to_string(), text),
    };
    let words = range.clone().and_then(|range| text.get(range));
    let words = words.unwrap_or("").trim();
    let said = in_our_words(&said);
    if code == codes::EXTENSION_SYNTAX {
        return if said.starts_with("unknown template") {
            includes(range)
        } else if said.starts_with("unknown filter") {
            unknown("filter", words, range)
        } else if said.starts_with("unknown test") {
            unknown("test", words, range)
        } else {
            let before = range.as_ref().and_then(|range| text.get(..range.start));
            let is_argument = before.is_some_and(|before| before.trim_end().ends_with('('));
            let found = Problem::new(code, format!("the template cannot be read: {said}"));
            let found = found.at(range);
            if is_argument && said.ends_with("expected identifier") {
                found.help(
                    "in Tera every argument has a name: `throw(message=\"...\")`, \
                     `default(value=\"...\")`",
                )
            } else {
                found
            }
        };
    }
    if said.contains("is not defined") || said.contains("undefined") {
        return undefined(text, range, model, "default(value=...)");
    }
    Problem::new(code, format!("the template stops: {said}")).at(range)
}

/// Message and place in an error that the engine has written out already: `error: MESSAGE`, then
/// ` --> template:LINE:COLUMN`.
fn reported(report: &str, text: &str) -> (String, Option<std::ops::Range<usize>>) {
    let mut lines = report.lines();
    let first = lines.next().unwrap_or("");
    let message = first.strip_prefix("error: ").unwrap_or(first).to_owned();
    let place = lines.next().and_then(|line| {
        let (_, place) = line.split_once("--> ")?;
        let mut numbers = place.rsplit(':').map(|number| number.trim().parse().ok());
        let column = numbers.next()??;
        let start = offset(text, numbers.next()??, column);
        let marks = report.lines().find_map(|line| line.split_once('^'));
        let length = marks.map_or(0, |(_, more)| 1 + more.matches('^').count());
        Some(start..start + length)
    });
    (message, place)
}
