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
    let key = &field.entry.key;
    if !field.is_inside {
        return format!("`{key}`");
    }
    let inside = field.entry.value.as_map().and_then(|map| {
        let mut entries = map.entries().iter();
        entries.find(|entry| std::ptr::eq(&raw const entry.value, field.node))
    });
    match inside {
        Some(inner) => format!("`{}` in `{key}`", inner.key),
        None => format!("an item of `{key}`"),
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
