//! What becomes of a string when Helm writes it as JSON and reads that as YAML.

use std::borrow::Cow;

/// The longest key, in characters of its JSON text between the quotes, that the reader accepts.
const LONGEST_KEY: usize = 1022;

/// The string as it comes back; `None` when the reader refuses it.
///
/// JSON leaves U+0085 as it is. For YAML that is a line break, so it folds with the spaces round
/// it: one becomes a space, more become line feeds.
pub(super) fn reread(text: &str) -> Option<Cow<'_, str>> {
    if text.chars().any(is_forbidden) {
        return None;
    }
    if !text.contains(BREAK) {
        return Some(Cow::Borrowed(text));
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(BREAK) {
        let (before, after) = rest.split_at(at);
        out.push_str(before.trim_end_matches(' '));
        let end = after
            .find(|char| char != BREAK && char != ' ')
            .unwrap_or(after.len());
        let (blanks, following) = after.split_at(end);
        if blanks.ends_with(BREAK) && is_document_mark(following) {
            return None;
        }
        match blanks.matches(BREAK).count() {
            1 => out.push(' '),
            many => out.extend(std::iter::repeat_n('\n', many - 1)),
        }
        rest = following;
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// Whether a key comes back at all: it must stand on one line and not be too long.
pub(super) fn key_is_readable(key: &str) -> bool {
    !key.chars().any(|char| char == BREAK || is_forbidden(char))
        && key.chars().map(json_length).sum::<usize>() <= LONGEST_KEY
}

const BREAK: char = '\u{85}';

fn is_forbidden(char: char) -> bool {
    matches!(char, '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// `---` at the start of a line ends the document, even within quotes.
fn is_document_mark(text: &str) -> bool {
    ["---", "..."].iter().any(|mark| {
        text.strip_prefix(mark)
            .is_some_and(|after| after.starts_with([' ', BREAK]))
    })
}

/// The length of a character in Go's JSON.
fn json_length(char: char) -> usize {
    match char {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => 6,
        _ => 1,
    }
}
