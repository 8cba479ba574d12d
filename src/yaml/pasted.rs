//! How text that a template pastes into a document reads there.

use super::cursor::Cursor;
use super::parse::{EventKind, Parser, Tag};
use super::problem::{Found, Kind};
use super::scan::Scanner;
use super::{Data, Resolved, resolve_plain, text};

/// Where a helper pastes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `- TEXT`
    ListItem,
    /// `key: TEXT`
    MapValue,
}

/// What pasted text is read as.
#[derive(Clone)]
pub enum Pasted {
    /// One plain scalar, nothing lost; empty text is null.
    Plain(Data),
    /// Anything else; the reason in an author's words.
    Spliced(&'static str),
}

/// Reads text as it stands after a helper pasted it at `place` of a block document, with a line
/// end behind it. Blanks around it do not count.
#[must_use]
pub fn read_pasted(text: &str, place: Place) -> Pasted {
    let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let host_like = text.bytes().all(ordinary) && !text.starts_with('-');
    if host_like {
        return resolved(text);
    }
    if text::check(text).is_some() {
        return Pasted::Spliced("it holds a control character, which YAML forbids");
    }
    if text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        return Pasted::Spliced("it spans several lines");
    }
    let before = match place {
        Place::ListItem => "- ",
        Place::MapValue => "k: ",
    };
    match read(&format!("{before}{text}\n"), place) {
        Ok(Ok(value)) => resolved(&value),
        Ok(Err(reason)) => Pasted::Spliced(reason),
        Err(problem) => Pasted::Spliced(reason(text, problem.kind)),
    }
}

fn resolved(text: &str) -> Pasted {
    Pasted::Plain(match resolve_plain(text) {
        Resolved::Null => Data::Null,
        Resolved::Bool(value) => Data::Bool(value),
        Resolved::Int(value) => Data::Float(value as f64),
        Resolved::Uint(value) => Data::Float(value as f64),
        Resolved::Float(value) if !value.is_finite() => {
            return Pasted::Spliced(
                "it reads as a number that is infinite or none, which Helm cannot hand on",
            );
        }
        Resolved::Float(value) => Data::Float(value),
        Resolved::Timestamp | Resolved::Merge | Resolved::Str => Data::Str(text.into()),
    })
}

/// The plain scalar of a document with one list item or map value, or why it is not one.
fn read(document: &str, place: Place) -> Found<Result<String, &'static str>> {
    let mut parser = Parser::new(Scanner::new(Cursor::new(document, 0, false)));
    // The document, the collection, and the key of a map.
    let before = match place {
        Place::ListItem => 2,
        Place::MapValue => 3,
    };
    for _ in 0..before {
        parser.next()?;
    }
    let event = parser.next()?;
    let value = match event.kind {
        _ if event.anchor.is_some() => return Ok(Err(ANCHOR)),
        EventKind::Scalar { tag, plain, .. } if tag != Tag::None || !plain => {
            return Ok(Err(match document.get(event.start..event.start + 1) {
                Some("'" | "\"") => "it is in quotes, which do not count as part of it",
                Some("|" | ">") => "`|` or `>` at its start announces a text on the next lines",
                _ => TAG,
            }));
        }
        EventKind::Scalar { value, .. } => value.into_owned(),
        EventKind::Alias(_) => return Ok(Err(ALIAS)),
        EventKind::SequenceStart => return Ok(Err("it starts a list of its own")),
        _ => return Ok(Err("it starts a map of its own")),
    };
    // The ends of collection, document and text.
    for _ in 0..3 {
        match parser.next()?.kind {
            EventKind::SequenceEnd
            | EventKind::MappingEnd
            | EventKind::DocumentEnd
            | EventKind::StreamEnd => {}
            _ => return Ok(Err("more than one value comes out of it")),
        }
    }
    let start = event.start;
    if document
        .get(..start)
        .is_some_and(|before| before.contains('!'))
    {
        return Ok(Err(TAG));
    }
    if !parser.into_scanner().into_comments().is_empty() {
        return Ok(Err("` #` starts a comment: the rest is lost"));
    }
    Ok(Ok(value))
}

const ANCHOR: &str = "`&` at its start names an anchor";
const ALIAS: &str = "`*` at its start refers to an anchor";
const TAG: &str = "`!` at its start makes it a tag";

/// Why text that no longer reads at all does not.
fn reason(text: &str, kind: Kind) -> &'static str {
    match (kind, text.trim_start().chars().next()) {
        (Kind::ColonInValue, _) => {
            "a colon and a space in it (or a colon at its end) make it a key"
        }
        (_, Some('*')) => ALIAS,
        (_, Some('&')) => ANCHOR,
        (_, Some('!')) => TAG,
        (_, Some('[' | '{' | ']' | '}' | ',')) => "it starts with a bracket, a brace or a comma",
        (_, Some('\'' | '"')) => "it starts with a quote",
        (_, Some('@' | '`' | '%' | '|' | '>' | '#')) => {
            "it starts with a character that YAML reserves"
        }
        (_, Some('-' | '?' | ':')) => "it starts with `- `, `? ` or `: `",
        _ => "it does not read as one value",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Option<String> {
        match read_pasted(text, Place::ListItem) {
            Pasted::Plain(data) => Some(format!(
                "{:?}",
                crate::yaml::Node::new(data, crate::source::Span::NOWHERE)
            )),
            Pasted::Spliced(_) => None,
        }
    }

    #[test]
    fn joined_names_resolve_like_any_text() {
        assert_eq!(plain("1.5").as_deref(), Some("1.5"));
        assert_eq!(plain("1e3.2").as_deref(), Some("\"1e3.2\""));
        assert_eq!(plain("").as_deref(), Some("null"));
        assert_eq!(plain("  a b ").as_deref(), Some("\"a b\""));
        assert_eq!(plain("map[a:1]").as_deref(), Some("\"map[a:1]\""));
        assert_eq!(plain("a,b").as_deref(), Some("\"a,b\""));
        assert_eq!(plain("---").as_deref(), Some("\"---\""));
    }

    #[test]
    fn text_that_changes_the_document_is_spliced() {
        for text in [
            "*.a", "&a.b", "&a", "@a", "%a", "`a", "- a", "a: b", "a:", "|.b", "|", ",", "\"a\"",
            "'a'", "[a]", "{a}", "!a.b", "! a", "!", "a #b", "#b", "a\nb", "a\n", ".inf", "a\u{7}",
            "? a", "\u{2028}",
        ] {
            assert!(plain(text).is_none(), "{text:?}");
        }
    }
}
