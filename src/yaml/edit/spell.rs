//! How a scalar is written so that it looks like the one it replaces.

use std::fmt::Write;
use std::sync::Arc;

use crate::source::Span;
use crate::yaml::{Data, Node, emit};

/// Ways to write a scalar where one in this style stood (`'`, `"`, or anything else for plain),
/// the best first; which of them reads back right depends on the place. None for lists and maps.
pub(super) fn scalar(data: &Data, style: Option<char>) -> Vec<String> {
    match data {
        Data::Str(value) => string(value, style),
        Data::List(_) | Data::Map(_) => Vec::new(),
        _ => vec![plain(data.clone())],
    }
}

/// The same for a string.
pub(super) fn string(value: &Arc<str>, style: Option<char>) -> Vec<String> {
    let double = double_quoted(value);
    let first = match style {
        Some('"') => None,
        Some('\'') => single_quoted(value),
        _ if value.contains('\n') => None,
        _ => Some(plain(Data::Str(value.clone()))),
    };
    first.into_iter().chain([double]).collect()
}

/// As the emitter writes it: plain where no reader sees anything else, else in quotes.
fn plain(data: Data) -> String {
    let mut text = emit::write(&Node::new(data, Span::NOWHERE));
    text.truncate(text.trim_end_matches('\n').len());
    text
}

fn single_quoted(value: &str) -> Option<String> {
    let is_visible = |char: char| matches!(char, ' '..='~') || char.is_alphanumeric();
    value
        .chars()
        .all(is_visible)
        .then(|| format!("'{}'", value.replace('\'', "''")))
}

fn double_quoted(value: &str) -> String {
    let mut out = String::from('"');
    for char in value.chars() {
        // Writing to a string cannot fail.
        let _ = match char {
            '"' | '\\' => write!(out, "\\{char}"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            ' '..='~' => write!(out, "{char}"),
            _ if char.is_alphanumeric() => write!(out, "{char}"),
            '\0'..='\u{ffff}' => write!(out, "\\u{:04X}", u32::from(char)),
            _ => write!(out, "\\U{:08X}", u32::from(char)),
        };
    }
    out.push('"');
    out
}
