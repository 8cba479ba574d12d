//! How a string is written so that every reader sees that string.

use std::borrow::Cow;
use std::fmt::Write;

/// The string on one line: plain where that is safe, else in quotes.
pub(super) fn on_one_line(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        Cow::Borrowed(text)
    } else if text.contains(['"', '\\']) && text.chars().all(is_visible) {
        // Regular expressions stay readable.
        Cow::Owned(format!("'{}'", text.replace('\'', "''")))
    } else {
        Cow::Owned(double_quoted(text))
    }
}

/// The header of a literal block, if the string can be one: several lines of visible characters,
/// none of which begins or ends with a blank in a way that would need an indentation hint or
/// that an editor would destroy, and at most one line break at the end.
pub(super) fn block_header(text: &str) -> Option<&'static str> {
    let (body, header) = match text.strip_suffix('\n') {
        Some(body) => (body, "|"),
        None => (text, "|-"),
    };
    let safe = body.contains('\n')
        && !body.starts_with([' ', '\n'])
        && !body.ends_with('\n')
        && body
            .split('\n')
            .all(|line| !line.ends_with(' ') && line.chars().all(is_visible));
    safe.then_some(header)
}

/// Whether every YAML reader takes these characters for a string and for nothing else.
///
/// A plain scalar that begins with a letter, `/`, `_` or `$` can only be a string or one of the
/// reserved words: numbers and dates begin with a digit, a sign or a dot, and no indicator is
/// among these. One that begins with a digit is let through when it holds a letter that occurs in
/// no number and no date of any YAML version (`30s`, `1.example.org`).
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let begins_well = match first {
        '/' | '_' | '$' | '^' | '(' => true,
        '0'..='9' => {
            text.chars()
                .all(|char| char.is_ascii_alphanumeric() || "./-_".contains(char))
                && text.contains(|char: char| "ghjklmqrsuvwy".contains(char.to_ascii_lowercase()))
        }
        _ => first.is_ascii_alphabetic() || is_other_letter(first),
    };
    begins_well
        && !is_reserved(text)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && text
            .chars()
            .all(|char| matches!(char, ' '..='~') || is_other_letter(char))
}

/// The words that YAML 1.1 or 1.2 reads as null or a boolean, in any mixture of cases.
fn is_reserved(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Letters and digits beyond ASCII, except those beyond U+FFFF, which some readers refuse raw.
fn is_other_letter(char: char) -> bool {
    ('\u{a1}'..='\u{d7ff}').contains(&char) && char.is_alphanumeric()
}

/// Whether a character may stand as itself inside quotes and blocks: printable in both YAML
/// versions, no tab, and nothing that is invisible or changes the direction of the text.
fn is_visible(char: char) -> bool {
    match char {
        ' '..='~' => true,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{3000}' | '\u{feff}' => false,
        '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' => false,
        '\u{a1}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}' => true,
        _ => false,
    }
}

fn double_quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for char in text.chars() {
        // Only escapes that YAML 1.1, YAML 1.2 and JSON-minded readers share. Writing to a
        // string cannot fail.
        let _ = match char {
            '"' | '\\' => write!(out, "\\{char}"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            _ if is_visible(char) => write!(out, "{char}"),
            '\0'..='\u{ffff}' => write!(out, "\\u{:04X}", u32::from(char)),
            _ => write!(out, "\\U{:08X}", u32::from(char)),
        };
    }
    out.push('"');
    out
}
