//! From bytes to text.

use std::ops::Range;

/// The reader takes the file in pieces of this many bytes.
const PIECE: usize = 512;

/// A file's text and what Helm's reader will not take of it.
pub(super) struct Text {
    /// Without a byte order mark; U+FFFD for what is no character.
    pub(super) text: String,
    pub(super) flaw: Option<Flaw>,
    /// It was UTF-16, least significant byte first or last.
    pub(super) utf16: Option<ByteOrder>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ByteOrder {
    Little,
    Big,
}

/// A character that refuses the text, if the reader gets there.
#[derive(Clone)]
pub(super) struct Flaw {
    /// Its place in the text.
    pub(super) at: Range<usize>,
    /// The text before this is read without meeting it. The reader checks whole pieces, so this
    /// is up to a piece before it.
    pub(super) readable: usize,
    /// Not a character at all, as against one that YAML forbids.
    pub(super) encoding: bool,
}

/// Decodes as Helm's reader does: UTF-16 with a byte order mark, else UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Text {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, ByteOrder::Little),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, ByteOrder::Big),
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode_utf8(rest, 3),
        _ => decode_utf8(bytes, 0),
    }
}

fn decode_utf8(bytes: &[u8], mark: usize) -> Text {
    let (text, invalid) = match str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => (
            String::from_utf8_lossy(bytes).into_owned(),
            Some(error.valid_up_to()),
        ),
    };
    let sound = text.get(..invalid.unwrap_or(text.len())).unwrap_or("");
    let flaw = match (forbidden(sound), invalid) {
        (Some(at), _) => Some(flaw(&text, at, mark, false)),
        (None, Some(at)) => Some(flaw(&text, at..at + 3, mark, true)),
        (None, None) => None,
    };
    Text {
        text,
        flaw,
        utf16: None,
    }
}

fn decode_utf16(bytes: &[u8], order: ByteOrder) -> Text {
    let units = bytes.chunks(2).map(|unit| match (unit, order) {
        ([a, b], ByteOrder::Little) => u16::from_le_bytes([*a, *b]),
        ([a, b], ByteOrder::Big) => u16::from_be_bytes([*a, *b]),
        // Half a unit at the end: a lone surrogate, which is refused below.
        _ => 0xD800,
    });
    let mut text = String::new();
    let mut invalid = None;
    for character in char::decode_utf16(units) {
        let character = character.unwrap_or_else(|_| {
            invalid.get_or_insert(text.len());
            char::REPLACEMENT_CHARACTER
        });
        text.push(character);
    }
    let at = match (forbidden(&text), invalid) {
        (Some(at), Some(bad)) if bad < at.start => Some((bad..bad + 3, true)),
        (Some(at), _) => Some((at, false)),
        (None, bad) => bad.map(|bad| (bad..bad + 3, true)),
    };
    Text {
        flaw: at.map(|(at, encoding)| Flaw {
            at,
            readable: 0,
            encoding,
        }),
        text,
        utf16: Some(order),
    }
}

/// Bytes as text, every byte that is no UTF-8 as a U+FFFD of its own: what Go's JSON makes of
/// them (Rust's own lossy reading joins neighbours).
pub(crate) fn lossy(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}

/// The flaw of a text that needs no decoding.
pub(super) fn check(text: &str) -> Option<Flaw> {
    forbidden(text).map(|at| flaw(text, at, 0, false))
}

/// The first character that YAML 1.1 forbids everywhere.
fn forbidden(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(rest) = bytes.get(from..) {
        let at = from + rest.iter().position(|byte| may_be_forbidden(*byte))?;
        let next = |ahead: usize| bytes.get(at + ahead).copied().unwrap_or(0);
        let length = match next(0) {
            0xC2 if matches!(next(1), 0x80..=0x84 | 0x86..=0x9F) => 2,
            0xEF if next(1) == 0xBF && next(2) >= 0xBE => 3,
            0xC2 | 0xEF => 0,
            _ => 1,
        };
        if length > 0 {
            return Some(at..at + length);
        }
        from = at + 1;
    }
    None
}

fn may_be_forbidden(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || matches!(byte, 0x7F | 0xC2 | 0xEF)
}

/// A flaw and the start of the piece that holds it. `mark` bytes before the text count, too.
fn flaw(text: &str, at: Range<usize>, mark: usize, encoding: bool) -> Flaw {
    let mut readable = 0;
    let mut piece_end = PIECE - mark;
    while piece_end <= at.start {
        // A character that the piece cuts waits for the next one.
        readable = (0..=piece_end)
            .rev()
            .find(|end| text.is_char_boundary(*end))
            .unwrap_or(piece_end);
        piece_end = readable + PIECE;
    }
    Flaw {
        at,
        readable,
        encoding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flaw_is_met_with_its_piece() {
        let text = format!("{}\u{7}", "x".repeat(1500));
        let flaw = check(&text).unwrap();
        assert_eq!(flaw.at, 1500..1501);
        assert_eq!(flaw.readable, 1024);
    }

    #[test]
    fn next_line_is_allowed_and_other_c1_controls_are_not() {
        assert!(check("a\u{85}b \u{a0} \u{feff} \u{fffd}").is_none());
        assert_eq!(check("é\u{80}").unwrap().at, 2..4);
        assert_eq!(check("a\u{ffff}").unwrap().at, 1..4);
    }

    #[test]
    fn utf_16_needs_a_mark() {
        assert_eq!(decode(b"\xff\xfex\0:\0").text, "x:");
        assert_eq!(decode(b"\xfe\xff\0x\0:").text, "x:");
        assert!(decode(b"x\0:\0").flaw.is_some());
        assert!(decode(b"\xff\xfex\0:").flaw.unwrap().encoding);
    }
}
