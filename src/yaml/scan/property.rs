//! Anchors, aliases, tags and directives.

use super::{Scanner, TokenKind};
use crate::yaml::problem::{Found, Kind, Problem};

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

impl<'a> Scanner<'a> {
    /// Letters, digits, `_` and `-` from here on.
    fn word(&mut self) -> &'a str {
        let start = self.cursor.pos();
        while is_word(self.cursor.peek(0)) {
            self.cursor.skip(1);
        }
        self.cursor.slice(start, self.cursor.pos())
    }

    pub(super) fn fetch_anchor(&mut self) -> Found<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.pos();
        let alias = self.cursor.peek(0) == b'*';
        self.cursor.skip(1);
        let name = self.word();
        let ends = self.cursor.is_space(0)
            || matches!(
                self.cursor.peek(0),
                b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`'
            );
        if name.is_empty() || !ends {
            let end = self.cursor.pos() + self.cursor.char_len();
            return Err(Problem::new(Kind::AnchorName, start, end));
        }
        let kind = if alias {
            TokenKind::Alias(name)
        } else {
            TokenKind::Anchor(name)
        };
        self.push(kind, start);
        Ok(())
    }

    pub(super) fn fetch_tag(&mut self) -> Found<()> {
        self.save_key()?;
        self.key_allowed = false;
        let start = self.cursor.pos();
        let (handle, suffix) = if self.cursor.peek(1) == b'<' {
            self.cursor.skip(2);
            let suffix = self.tag_text("", start)?;
            if self.cursor.peek(0) != b'>' {
                return Err(self.bad_tag(start));
            }
            self.cursor.skip(1);
            ("", suffix)
        } else {
            let handle = self.tag_handle();
            if handle.len() > 1 && handle.ends_with('!') {
                (handle, self.tag_text("", start)?)
            } else {
                let suffix = self.tag_text(handle, start)?;
                if suffix.is_empty() {
                    ("", "!".to_owned())
                } else {
                    ("!", suffix)
                }
            }
        };
        if !self.cursor.is_space(0) {
            return Err(self.bad_tag(start));
        }
        self.push(TokenKind::Tag { handle, suffix }, start);
        Ok(())
    }

    fn bad_tag(&self, start: usize) -> Box<Problem> {
        let end = self.cursor.pos() + self.cursor.char_len();
        Problem::new(Kind::Tag, start, end)
    }

    /// `!`, `!word` or `!word!`.
    fn tag_handle(&mut self) -> &'a str {
        let start = self.cursor.pos();
        self.cursor.skip(1);
        self.word();
        if self.cursor.peek(0) == b'!' {
            self.cursor.skip(1);
        }
        self.cursor.slice(start, self.cursor.pos())
    }

    /// The characters of a tag from here on, after those of `head` but for its exclamation mark.
    fn tag_text(&mut self, head: &str, start: usize) -> Found<String> {
        let mut bytes = head.as_bytes().get(1..).unwrap_or_default().to_vec();
        let from = self.cursor.pos();
        loop {
            let byte = self.cursor.peek(0);
            if byte == b'%' {
                self.tag_escape(&mut bytes, start)?;
            } else if is_word(byte) || (byte != 0 && b";/?:@&=+$,.!~*'()[]".contains(&byte)) {
                bytes.push(byte);
                self.cursor.skip(1);
            } else {
                break;
            }
        }
        if head.is_empty() && self.cursor.pos() == from {
            return Err(self.bad_tag(start));
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// `%HH`, as many as one character takes.
    fn tag_escape(&mut self, bytes: &mut Vec<u8>, start: usize) -> Found<()> {
        let mut missing = 0;
        loop {
            let at = self.cursor.pos();
            let digits = self.cursor.slice(at + 1, at + 3);
            let byte = match u8::from_str_radix(digits, 16) {
                Ok(byte) if self.cursor.peek(0) == b'%' && !digits.starts_with('+') => byte,
                _ => return Err(self.bad_tag(start)),
            };
            missing = match (missing, byte) {
                (0, 0x00..=0x7F) => 0,
                (0, 0xC0..=0xDF) => 1,
                (0, 0xE0..=0xEF) => 2,
                (0, 0xF0..=0xF7) => 3,
                (1.., 0x80..=0xBF) => missing - 1,
                _ => return Err(self.bad_tag(start)),
            };
            bytes.push(byte);
            self.cursor.skip(3);
            if missing == 0 {
                return Ok(());
            }
        }
    }

    pub(super) fn fetch_directive(&mut self) -> Found<()> {
        self.close_blocks(-1);
        self.forget_key()?;
        self.key_allowed = false;
        let start = self.cursor.pos();
        self.cursor.skip(1);
        let name = self.word();
        if name.is_empty() || !self.cursor.is_space(0) {
            return Err(self.bad_directive(start));
        }
        let kind = match name {
            "YAML" => self.version(start)?,
            "TAG" => self.tag_directive(start)?,
            _ => {
                let end = self.cursor.pos();
                return Err(Problem::new(Kind::UnknownDirective, start, end));
            }
        };
        self.push(kind, start);
        self.cursor.skip_blanks();
        if self.cursor.peek(0) == b'#' {
            self.skip_comment();
        }
        if !self.cursor.is_line_end(0) {
            return Err(self.bad_directive(start));
        }
        self.cursor.take_line_end();
        Ok(())
    }

    fn bad_directive(&self, start: usize) -> Box<Problem> {
        let end = self.cursor.pos() + self.cursor.char_len();
        Problem::new(Kind::Directive, start, end)
    }

    fn version(&mut self, start: usize) -> Found<TokenKind<'a>> {
        self.cursor.skip_blanks();
        let major = self.version_number(start)?;
        if self.cursor.peek(0) != b'.' {
            return Err(self.bad_directive(start));
        }
        self.cursor.skip(1);
        let minor = self.version_number(start)?;
        Ok(TokenKind::Version((major, minor) == (1, 1)))
    }

    fn version_number(&mut self, start: usize) -> Found<u32> {
        let from = self.cursor.pos();
        while self.cursor.peek(0).is_ascii_digit() {
            self.cursor.skip(1);
        }
        let digits = self.cursor.slice(from, self.cursor.pos());
        digits.parse().map_err(|_| self.bad_directive(start))
    }

    fn tag_directive(&mut self, start: usize) -> Found<TokenKind<'a>> {
        self.cursor.skip_blanks();
        if self.cursor.peek(0) != b'!' {
            return Err(self.bad_directive(start));
        }
        let handle = self.tag_handle();
        let complete = handle == "!" || (handle.len() > 1 && handle.ends_with('!'));
        if !complete || !self.cursor.is_blank(0) {
            return Err(self.bad_directive(start));
        }
        self.cursor.skip_blanks();
        let prefix = self.tag_text("", start)?;
        if !self.cursor.is_space(0) {
            return Err(self.bad_directive(start));
        }
        Ok(TokenKind::TagDirective { handle, prefix })
    }
}
