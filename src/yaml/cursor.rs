//! A place in a text that moves forward, and what stands there.

/// Reads a text byte by byte and knows its line and column.
///
/// A zero byte stands for the end: the texts read here hold none.
pub(super) struct Cursor<'a> {
    text: &'a str,
    pos: usize,
    line: usize,
    /// First byte of the current line.
    line_start: usize,
    /// Characters of the current line before `counted`: columns are counted when asked for.
    column: usize,
    counted: usize,
    /// Helm 4 takes the carriage return off each line before it parses, so that `\r\r\n` is one
    /// line end.
    lines_trimmed: bool,
}

/// A place that later places are compared with.
#[derive(Clone, Copy, Default)]
pub(super) struct Mark {
    pub(super) pos: usize,
    pub(super) line: usize,
    pub(super) column: usize,
}

impl<'a> Cursor<'a> {
    /// At `start` of `text`, which is taken for the start of a line.
    pub(super) fn new(text: &'a str, start: usize, lines_trimmed: bool) -> Self {
        Cursor {
            text,
            pos: start,
            line: 0,
            line_start: start,
            column: 0,
            counted: start,
            lines_trimmed,
        }
    }

    pub(super) fn pos(&self) -> usize {
        self.pos
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    pub(super) fn at_line_start(&self) -> bool {
        self.pos == self.line_start
    }

    /// Characters before this place on its line.
    pub(super) fn column(&mut self) -> usize {
        if self.counted < self.pos {
            let new = self.text.as_bytes().get(self.counted..self.pos);
            // Every byte but the continuation bytes of UTF-8 starts a character.
            self.column += new.map_or(0, |new| new.iter().filter(|b| **b & 0xC0 != 0x80).count());
            self.counted = self.pos;
        }
        self.column
    }

    pub(super) fn mark(&mut self) -> Mark {
        Mark {
            pos: self.pos,
            line: self.line,
            column: self.column(),
        }
    }

    /// The byte `ahead` bytes from here; 0 at the end.
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        let bytes = self.text.as_bytes();
        bytes.get(self.pos + ahead).copied().unwrap_or(0)
    }

    /// The bytes from here on.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.pos..).unwrap_or_default()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    /// The length in bytes of the character here; 0 at the end.
    pub(super) fn char_len(&self) -> usize {
        match self.peek(0) {
            0 => 0,
            0x01..=0x7F => 1,
            0x80..=0xDF => 2,
            0xE0..=0xEF => 3,
            _ => 4,
        }
    }

    /// Moves over bytes that hold no line end.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.pos += bytes;
    }

    /// The length of the line end `ahead` bytes from here: LF, CR, CR LF, U+0085, U+2028 or
    /// U+2029; 0 if there is none.
    pub(super) fn line_end(&self, ahead: usize) -> usize {
        match self.peek(ahead) {
            b'\n' => 1,
            b'\r' => match (self.peek(ahead + 1), self.peek(ahead + 2)) {
                (b'\n', _) => 2,
                (b'\r', b'\n') if self.lines_trimmed => 3,
                _ => 1,
            },
            0xC2 if self.peek(ahead + 1) == 0x85 => 2,
            0xE2 if self.peek(ahead + 1) == 0x80 && matches!(self.peek(ahead + 2), 0xA8 | 0xA9) => {
                3
            }
            _ => 0,
        }
    }

    /// Moves over the line end here, if there is one; gives what it stands for in a scalar.
    pub(super) fn take_line_end(&mut self) -> &'static str {
        let length = self.line_end(0);
        if length == 0 {
            return "";
        }
        let read = match (self.peek(0), self.peek(2)) {
            (0xE2, 0xA8) => "\u{2028}",
            (0xE2, _) => "\u{2029}",
            _ => "\n",
        };
        self.pos += length;
        self.start_line();
        read
    }

    /// What follows counts as a line of its own.
    pub(super) fn start_line(&mut self) {
        self.line += 1;
        self.line_start = self.pos;
        self.column = 0;
        self.counted = self.pos;
    }

    pub(super) fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), b' ' | b'\t')
    }

    /// Line end or end of text.
    pub(super) fn is_line_end(&self, ahead: usize) -> bool {
        self.peek(ahead) == 0 || self.line_end(ahead) > 0
    }

    /// Blank, line end or end of text.
    pub(super) fn is_space(&self, ahead: usize) -> bool {
        self.is_blank(ahead) || self.is_line_end(ahead)
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.is_blank(0) {
            self.pos += 1;
        }
    }

    /// Moves to the end of the line.
    pub(super) fn skip_line(&mut self) {
        let rest = self.rest();
        let mut from = 0;
        while let Some(found) = rest.get(from..).and_then(|rest| {
            rest.iter()
                .position(|byte| matches!(byte, 0 | b'\n' | b'\r' | 0xC2 | 0xE2))
        }) {
            from += found;
            if self.is_line_end(from) {
                break;
            }
            from += 1;
        }
        let stopped = rest.get(from).is_some() && self.is_line_end(from);
        self.pos += if stopped { from } else { rest.len() };
    }

    /// Whether the line starts here with `---` or `...` alone or before a blank.
    pub(super) fn at_document_mark(&self) -> bool {
        self.at_line_start()
            && matches!(
                (self.peek(0), self.peek(1), self.peek(2)),
                (b'-', b'-', b'-') | (b'.', b'.', b'.')
            )
            && self.is_space(3)
    }
}
