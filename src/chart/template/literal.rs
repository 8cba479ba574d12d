//! Strings as Go writes them.

use super::action::{Word, WordKind};

/// The string that a word writes.
pub(super) fn string(text: &str, word: &Word) -> Option<String> {
    let inner = text.get(word.range.start + 1..word.range.end.checked_sub(1)?)?;
    match word.kind {
        WordKind::Raw => Some(inner.to_owned()),
        WordKind::Quoted if inner.contains('\\') => unquote(inner),
        WordKind::Quoted => Some(inner.to_owned()),
        _ => None,
    }
}

/// A Go string without its escapes; `None` where one cannot be told.
fn unquote(inner: &str) -> Option<String> {
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            text.push(char);
            continue;
        }
        let (digits, radix, first) = match chars.next()? {
            'a' => (0, 0, '\u{7}'),
            'b' => (0, 0, '\u{8}'),
            'f' => (0, 0, '\u{c}'),
            'n' => (0, 0, '\n'),
            'r' => (0, 0, '\r'),
            't' => (0, 0, '\t'),
            'v' => (0, 0, '\u{b}'),
            same @ ('\\' | '"' | '\'') => (0, 0, same),
            'x' => (2, 16, '0'),
            'u' => (4, 16, '0'),
            'U' => (8, 16, '0'),
            octal @ '0'..='7' => (2, 8, octal),
            _ => return None,
        };
        if digits == 0 {
            text.push(first);
            continue;
        }
        let mut code = first.to_digit(radix)?;
        for _ in 0..digits {
            code = code.checked_mul(radix)? + chars.next()?.to_digit(radix)?;
        }
        text.push(char::from_u32(code)?);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_escape_of_go_is_read() {
        let read = |inner| unquote(inner);
        assert_eq!(
            read(r#"a\x41\u00e9\101\n\t\\\""#).as_deref(),
            Some("aA\u{e9}A\n\t\\\"")
        );
        assert_eq!(read(r"\U0001f980").as_deref(), Some("\u{1f980}"));
        for broken in [r"\q", r"\x4", r"\ud800", r"\"] {
            assert_eq!(read(broken), None, "{broken}");
        }
    }
}
