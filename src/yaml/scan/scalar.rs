//! Plain and quoted scalars.

use std::borrow::Cow;

use super::{Scanner, Style, TokenKind};
use crate::yaml::problem::{Found, Kind, Problem};

/// The white space between two words: blanks, or line ends that fold.
#[derive(Default)]
struct Gap {
    /// The first line end as it reads; empty before there is one.
    first: &'static str,
    /// The line ends after the first.
    more: String,
    /// Whether a line end was met, escaped ones included.
    broken: bool,
}

impl Gap {
    fn line_end(&mut self, read: &'static str) {
        if self.broken {
            self.more.push_str(read);
        } else {
            self.first = read;
            self.broken = true;
        }
    }

    /// One line end folds to a space, n of them to n - 1; U+2028 and U+2029 stay.
    fn fold_into(&mut self, value: &mut String) {
        match self.first {
            "\n" if self.more.is_empty() => value.push(' '),
            "\n" => {}
            kept => value.push_str(kept),
        }
        value.push_str(&self.more);
        self.more.clear();
        self.first = "";
        self.broken = false;
    }
}

impl<'a> Scanner<'a> {
    pub(super) fn fetch_plain(&mut self) -> Found<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.pos();
        // The value is the text itself until a line end folds.
        let mut folded: Option<String> = None;
        let mut run = start;
        let mut end = start;
        let mut gap = Gap::default();
        loop {
            if self.cursor.peek(0) == b'#' || self.cursor.at_document_mark() {
                break;
            }
            let length = self.plain_run();
            if length > 0 {
                if gap.broken {
                    let value = folded.get_or_insert_default();
                    value.push_str(self.cursor.slice(run, end));
                    gap.fold_into(value);
                    run = self.cursor.pos();
                }
                self.cursor.skip(length);
                end = self.cursor.pos();
            }
            if !self.cursor.is_blank(0) && self.cursor.line_end(0) == 0 {
                break;
            }
            self.plain_gap(&mut gap)?;
            let indent = self.indent + 1;
            if !self.in_flow() && gap.broken && self.column() < indent {
                break;
            }
        }
        if gap.broken {
            self.key_allowed = true;
        }
        let last = self.cursor.slice(run, end);
        let value = match folded {
            None => Cow::Borrowed(last),
            Some(mut value) => {
                value.push_str(last);
                Cow::Owned(value)
            }
        };
        let style = Style::Plain;
        self.push(TokenKind::Scalar { value, style }, start);
        if let Some(token) = self.queue.back_mut() {
            token.end = end;
        }
        Ok(())
    }

    /// The bytes from here on that belong to a plain scalar, up to white space or an indicator.
    fn plain_run(&self) -> usize {
        let rest = self.cursor.rest();
        let flow = self.in_flow();
        let mut length = 0;
        for byte in rest {
            let stop = match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 0 => true,
                b':' => self.cursor.is_space(length + 1),
                b',' | b'?' | b'[' | b']' | b'{' | b'}' => flow,
                0xC2 | 0xE2 => self.cursor.line_end(length) > 0,
                _ => false,
            };
            if stop {
                break;
            }
            length += 1;
        }
        length
    }

    fn plain_gap(&mut self, gap: &mut Gap) -> Found<()> {
        let indent = self.indent + 1;
        loop {
            match self.cursor.peek(0) {
                b'\t' if gap.broken && self.column() < indent => {
                    return Err(self.here(Kind::Tab));
                }
                b' ' | b'\t' => self.cursor.skip(1),
                _ => match self.cursor.take_line_end() {
                    "" => return Ok(()),
                    read => gap.line_end(read),
                },
            }
        }
    }

    pub(super) fn fetch_quoted(&mut self) -> Found<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.pos();
        let quote = self.cursor.peek(0);
        self.cursor.skip(1);
        // As with plain scalars: borrowed until something differs from the text.
        let mut read: Option<String> = None;
        let mut run = self.cursor.pos();
        let end = loop {
            if self.cursor.at_document_mark() {
                return Err(self.here(Kind::MarkInQuote).with(start, start + 1));
            }
            if self.cursor.peek(0) == 0 {
                return Err(Problem::new(Kind::UnclosedQuote, start, start + 1));
            }
            let mut gap = Gap::default();
            while !self.cursor.is_space(0) {
                let here = self.cursor.pos();
                match (quote, self.cursor.peek(0)) {
                    (b'\'', b'\'') if self.cursor.peek(1) == b'\'' => {
                        let value = read.get_or_insert_default();
                        value.push_str(self.cursor.slice(run, here + 1));
                        self.cursor.skip(2);
                        run = self.cursor.pos();
                    }
                    (quote, byte) if byte == quote => break,
                    (b'"', b'\\') => {
                        let value = read.get_or_insert_default();
                        value.push_str(self.cursor.slice(run, here));
                        if self.cursor.line_end(1) > 0 {
                            self.cursor.skip(1);
                            self.cursor.take_line_end();
                            gap.broken = true;
                            run = self.cursor.pos();
                            break;
                        }
                        let character = self.escape()?;
                        let value = read.get_or_insert_default();
                        value.push(character);
                        run = self.cursor.pos();
                    }
                    _ => self.quoted_run(quote),
                }
            }
            let word_end = self.cursor.pos();
            if self.cursor.peek(0) == quote {
                break word_end;
            }
            loop {
                if self.cursor.is_blank(0) {
                    self.cursor.skip(1);
                    continue;
                }
                match self.cursor.take_line_end() {
                    "" => break,
                    line_end => gap.line_end(line_end),
                }
            }
            if gap.broken {
                let value = read.get_or_insert_default();
                value.push_str(self.cursor.slice(run, word_end));
                gap.fold_into(value);
                run = self.cursor.pos();
            }
        };
        self.cursor.skip(1);
        let last = self.cursor.slice(run, end);
        let value = match read {
            None => Cow::Borrowed(last),
            Some(mut value) => {
                value.push_str(last);
                Cow::Owned(value)
            }
        };
        let style = Style::Other;
        self.push(TokenKind::Scalar { value, style }, start);
        Ok(())
    }

    /// Moves over one character and those after it that are nothing special.
    fn quoted_run(&mut self, quote: u8) {
        let rest = self.cursor.rest();
        let special = |byte: &u8| {
            *byte == quote || matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\\' | 0 | 0xC2 | 0xE2)
        };
        let more = rest.iter().skip(1).position(special);
        self.cursor.skip(more.map_or(rest.len(), |more| more + 1));
    }

    /// The character that the escape here stands for.
    fn escape(&mut self) -> Found<char> {
        let digits = match self.cursor.peek(1) {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => 0,
        };
        let character = match self.cursor.peek(1) {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\u{B}',
            b'f' => '\u{C}',
            b'r' => '\r',
            b'e' => '\u{1B}',
            simple @ (b' ' | b'"' | b'\'' | b'\\') => char::from(simple),
            b'N' => '\u{85}',
            b'_' => '\u{A0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' | b'u' | b'U' => '\0',
            _ => {
                let start = self.cursor.pos();
                self.cursor.skip(1);
                let end = start + 1 + self.cursor.char_len();
                return Err(Problem::new(Kind::Escape, start, end));
            }
        };
        if digits == 0 {
            self.cursor.skip(2);
            return Ok(character);
        }
        let start = self.cursor.pos();
        let text = self.cursor.slice(start + 2, start + 2 + digits);
        let whole = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = if whole {
            u32::from_str_radix(text, 16).ok()
        } else {
            None
        };
        let Some(code) = code else {
            return Err(Problem::new(Kind::EscapeDigits, start, start + 2));
        };
        self.cursor.skip(2 + digits);
        char::from_u32(code)
            .ok_or_else(|| Problem::new(Kind::EscapeCharacter, start, self.cursor.pos()))
    }
}
