//! What stands in a template in the language of Helm's own templates, which looks alike.

use super::problem::Problem;
use super::{Dialect, tag};
use crate::diagnostic::codes;

/// The words that begin an expression there and are followed by what they take.
const FUNCTIONS: &[&str] = &[
    "and", "block", "default", "define", "else", "eq", "fromJson", "fromYaml", "if", "include",
    "index", "len", "lookup", "ne", "or", "printf", "quote", "range", "required", "template",
    "toJson", "toYaml", "tpl", "with",
];

/// What a function of Helm's is here.
pub(super) fn filter(name: &str) -> Option<&'static str> {
    match name {
        "quote" | "squote" | "toJson" | "toRawJson" => Some("`tojson`"),
        "toYaml" => Some("`toyaml`"),
        "nindent" => Some("`indent`, with a line break before the tag"),
        _ => None,
    }
}

/// A problem at a tag that is written in Helm's language is that one, whatever the engine makes of
/// the tag.
pub(super) fn explain(problem: Problem, text: &str, dialect: Dialect) -> Problem {
    let engines = [
        codes::EXTENSION_SYNTAX,
        codes::EXTENSION_UNDEFINED,
        codes::EXTENSION_FAILED,
    ];
    let place = problem.range.as_ref().map(|range| range.start);
    let Some(start) = place.and_then(|place| opening(text, place)) else {
        return problem;
    };
    let rest = text.get(start..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    // The quotes of Helm's comments are no quotes.
    let shown = line.find("}}").map_or(line.trim_end().len(), |end| end + 2);
    let written = rest.get(..shown).unwrap_or("");
    if !engines.contains(&problem.code) || !is_helms(written) {
        return problem;
    }
    let message = format!("`{written}` is written in Helm's template language");
    Problem::new(codes::EXTENSION_SYNTAX, message)
        .at(Some(start..start + shown))
        .help(format!(
            "this is {}, not Helm's template language: write `{{{{ release.name }}}}`, `{{% for x in \
             hosts %}} ... {{% endfor %}}`, `{{% if x %}} ... {{% endif %}}`, `{{# a comment #}}`",
            dialect.name()
        ))
}

/// Where the `{{ }}` opens that a place lies in.
fn opening(text: &str, place: usize) -> Option<usize> {
    let range = tag::around(text, place)?;
    text.get(range.start..)?
        .starts_with("{{")
        .then_some(range.start)
}

fn is_helms(tag: &str) -> bool {
    let inside = tag.trim_start_matches('{');
    let inside = inside.strip_suffix("}}").unwrap_or(inside);
    let inside = inside.trim_start_matches('-').trim_end_matches('-').trim();
    if inside.starts_with("/*") || inside.starts_with('$') || matches!(inside, "end" | "else" | ".")
    {
        return true;
    }
    let (word, rest) = inside
        .split_once(char::is_whitespace)
        .unwrap_or((inside, ""));
    let rest = rest.trim_start();
    let next = rest.split(char::is_whitespace).next().unwrap_or("");
    let is_operator = matches!(next, "and" | "if" | "in" | "is" | "not" | "or");
    let begins = |c: char| c.is_alphanumeric() || matches!(c, '.' | '$' | '"' | '(' | '`');
    let takes = rest.starts_with(begins) && !is_operator;
    if FUNCTIONS.contains(&word) && takes {
        return true;
    }
    // A path that begins with its dot.
    let mut before = ' ';
    tag::unquoted(inside).any(|(at, letter)| {
        let is_start = matches!(before, ' ' | '(' | '\t');
        before = letter;
        let next = inside.get(at + 1..).and_then(|rest| rest.chars().next());
        letter == '.' && is_start && next.is_some_and(char::is_alphabetic)
    })
}
