//! How the rules of this group speak of what stands at a key.

use crate::rules::prelude::*;
use crate::yaml::{Data, Node, number};

/// What becomes of a key that the definition in the cluster does not have.
pub(super) const DROPPED: &str = "the API server drops a key that it does not know, or refuses the \
    whole object: either way it has no effect";

/// A value in words: ``the number `8080` ``, `a list`.
pub(super) fn shown(node: &Node) -> String {
    match &node.data {
        Data::Null => "null".to_owned(),
        Data::Bool(value) => format!("the boolean `{value}`"),
        Data::Int(value) => format!("the number `{value}`"),
        Data::Float(value) => format!("the number `{}`", number::json(*value)),
        Data::Str(text) if text.is_empty() => "empty text".to_owned(),
        Data::Str(text) if text.len() <= 40 => format!("the text `{}`", text.escape_debug()),
        Data::Str(_) => "a text".to_owned(),
        Data::List(_) => "a list".to_owned(),
        Data::Map(_) => "a map".to_owned(),
    }
}

/// What a value is called: `` `exact` ``, ``an item of `hosts` ``, `` `x-id` in `set` ``.
pub(super) fn called(field: &FieldValue<'_>) -> String {
    let outer = &field.entry.key;
    match key(field) {
        Some(key) if field.is_inside => format!("`{key}` in `{outer}`"),
        Some(key) => format!("`{key}`"),
        None => format!("an item of `{outer}`"),
    }
}

/// The key in front of a value; `None` for an item of a list.
pub(super) fn key<'a>(field: &FieldValue<'a>) -> Option<&'a str> {
    if !field.is_inside {
        return Some(&field.entry.key);
    }
    let mut entries = field.entry.value.as_map()?.entries().iter();
    let entry = entries.find(|entry| std::ptr::eq(&raw const entry.value, field.node))?;
    Some(&entry.key)
}

/// Whether a text has quotes around it where the author wrote it.
pub(super) fn is_quoted(cx: &Context<'_>, node: &Node) -> bool {
    cx.is_authors(node.span) && cx.sources.text(node.span).starts_with(['"', '\''])
}

/// How to write a number that stands there as text: without what, of quotes and `%`.
pub(super) fn number_alone(cx: &Context<'_>, node: &Node, number: f64) -> String {
    let number = number::json(number);
    let has_percent = node.as_str().is_some_and(|text| text.ends_with('%'));
    match (is_quoted(cx, node), has_percent) {
        (true, true) => format!("write `{number}`, without quotes or `%`"),
        (true, false) => format!("write `{number}` without quotes"),
        (false, true) => format!("write `{number}`, without `%`"),
        (false, false) => format!("write `{number}`"),
    }
}

/// A boolean or a number as the author wrote it, where that is one short word.
pub(super) fn written<'c>(cx: &'c Context<'_>, node: &Node) -> Option<&'c str> {
    if !cx.is_authors(node.span) {
        return None;
    }
    let text = cx.sources.text(node.span);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '_');
    (!text.is_empty() && text.len() <= 40 && text.chars().all(plain)).then_some(text)
}

/// Words in backquotes with commas between them.
pub(super) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}
