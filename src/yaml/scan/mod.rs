//! From text to tokens, as the scanner of libyaml (YAML 1.1) cuts it.
//!
//! YAML needs to look ahead: whether `a` starts a map is known only when `: ` follows on the same
//! line. So tokens wait in a queue as long as the first of them may turn out to be such a *simple
//! key*, before which tokens are then inserted.

mod block;
mod property;
mod scalar;
mod token;

use std::collections::VecDeque;

use super::cursor::{Cursor, Mark};
use super::problem::{Found, Kind, Problem};
pub(super) use token::{Style, Token, TokenKind};

/// Helm's limit on nested brackets, and on nested blocks.
const MAX_DEPTH: usize = 10_000;

/// Helm's limit on the distance between the start of a simple key and its colon, in characters.
const MAX_KEY: usize = 1024;

/// Cuts a text into tokens, one document's worth of look-ahead at most.
pub(super) struct Scanner<'a> {
    cursor: Cursor<'a>,
    queue: VecDeque<Token<'a>>,
    /// Tokens handed out so far: the number of the first token in the queue.
    taken: usize,
    /// The first token in the queue may be handed out.
    ready: bool,
    /// The columns of the blocks around the current one, and its own; -1 outside of all.
    indents: Vec<isize>,
    indent: isize,
    /// A place for a simple key per bracket around this place, and one outside.
    keys: Vec<SimpleKey>,
    key_allowed: bool,
    comments: Vec<(usize, usize)>,
    reached: usize,
}

/// A token that turns out to be a key if a colon follows.
#[derive(Clone, Copy, Default)]
struct SimpleKey {
    possible: bool,
    /// Its token waits in the queue for the colon.
    awaited: bool,
    /// Nothing else than a key can stand in its place.
    required: bool,
    /// The number of its token.
    number: usize,
    at: Mark,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(cursor: Cursor<'a>) -> Self {
        Scanner {
            cursor,
            queue: VecDeque::new(),
            taken: 0,
            ready: false,
            indents: Vec::new(),
            indent: -1,
            keys: vec![SimpleKey::default()],
            key_allowed: true,
            comments: Vec::new(),
            reached: 0,
        }
    }

    /// The next token, left where it is.
    pub(super) fn peek(&mut self) -> Found<&Token<'a>> {
        if !self.ready {
            while self.needs_more()? {
                self.fetch()?;
            }
            self.ready = true;
        }
        match self.queue.front() {
            Some(token) => Ok(token),
            // The queue is filled above; this cannot happen.
            None => Err(self.here(Kind::NoContent)),
        }
    }

    /// Takes the token that [`Scanner::peek`] showed.
    pub(super) fn take(&mut self) -> Option<Token<'a>> {
        self.ready = false;
        self.taken += 1;
        self.queue.pop_front()
    }

    /// How far into the text the scanner has looked.
    pub(super) fn reached(&self) -> usize {
        self.reached.max(self.cursor.pos())
    }

    /// The places of the comments met so far.
    pub(super) fn into_comments(self) -> Vec<(usize, usize)> {
        self.comments
    }

    fn needs_more(&mut self) -> Found<bool> {
        if self.queue.is_empty() {
            return Ok(true);
        }
        // Keys further out have lower numbers, whether still possible or not.
        let taken = self.taken;
        let level = self.keys.partition_point(|key| key.number < taken);
        match self.keys.get(level) {
            Some(key) if key.number == taken && key.awaited => self.key_is_valid(level),
            _ => Ok(false),
        }
    }

    fn push(&mut self, kind: TokenKind<'a>, start: usize) {
        let end = self.cursor.pos();
        self.queue.push_back(Token { kind, start, end });
    }

    /// A problem with the character at this place.
    fn here(&self, kind: Kind) -> Box<Problem> {
        let at = self.cursor.pos();
        Problem::new(kind, at, at + self.cursor.char_len())
    }

    fn in_flow(&self) -> bool {
        self.keys.len() > 1
    }

    /// The column as block indentations are compared with it.
    fn column(&mut self) -> isize {
        isize::try_from(self.cursor.column()).unwrap_or(isize::MAX)
    }

    fn fetch(&mut self) -> Found<()> {
        self.skip_to_token();
        let column = self.column();
        self.close_blocks(column);
        self.reached = self.cursor.pos() + 4;
        let first = self.cursor.peek(0);
        if first == 0 {
            return self.fetch_end();
        }
        if self.cursor.at_line_start() {
            if first == b'%' {
                return self.fetch_directive();
            }
            if self.cursor.at_document_mark() {
                return self.fetch_document_mark();
            }
        }
        let flow = self.in_flow();
        match first {
            b'[' | b'{' => self.fetch_open(),
            b']' | b'}' => self.fetch_close(),
            b',' => self.fetch_comma(),
            b'-' if self.cursor.is_space(1) => self.fetch_dash(),
            b'?' if flow || self.cursor.is_space(1) => self.fetch_question(),
            b':' if flow || self.cursor.is_space(1) => self.fetch_colon(),
            b'*' | b'&' => self.fetch_anchor(),
            b'!' => self.fetch_tag(),
            b'|' | b'>' if !flow => self.fetch_block_scalar(),
            b'\'' | b'"' => self.fetch_quoted(),
            // A dash before a line end was a list item above; in brackets `-]` is plain.
            b'|' | b'>' | b'#' | b'%' | b'@' | b'`' => Err(self.here(Kind::Start)),
            b'\t' => Err(self.here(Kind::Tab)),
            _ => self.fetch_plain(),
        }
    }

    /// Moves over blanks, comments and line ends.
    fn skip_to_token(&mut self) {
        loop {
            // A tab must not be taken for indentation: where a key may start it stays.
            let tabs = self.in_flow() || !self.key_allowed;
            while match self.cursor.peek(0) {
                b' ' => true,
                b'\t' => tabs,
                _ => false,
            } {
                self.cursor.skip(1);
            }
            if self.cursor.peek(0) == b'#' {
                self.skip_comment();
            }
            if self.cursor.take_line_end().is_empty() {
                return;
            }
            if !self.in_flow() {
                self.key_allowed = true;
            }
        }
    }

    fn skip_comment(&mut self) {
        let start = self.cursor.pos();
        self.cursor.skip_line();
        self.comments.push((start, self.cursor.pos()));
    }

    // Indentation.

    /// Ends the blocks that are indented deeper than `column`.
    fn close_blocks(&mut self, column: isize) {
        if self.in_flow() {
            return;
        }
        while self.indent > column {
            self.push(TokenKind::BlockEnd, self.cursor.pos());
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    /// Starts a block at `column` unless it has begun; its token goes before the token `number`.
    fn open_block(
        &mut self,
        column: isize,
        number: Option<usize>,
        kind: TokenKind<'a>,
        at: usize,
    ) -> Found<()> {
        if self.in_flow() || self.indent >= column {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column;
        if self.indents.len() > MAX_DEPTH {
            return Err(self.here(Kind::Deep));
        }
        let token = Token {
            kind,
            start: at,
            end: at,
        };
        self.insert(number, token);
        Ok(())
    }

    fn insert(&mut self, number: Option<usize>, token: Token<'a>) {
        let last = self.queue.len();
        // A key whose token is gone already goes to the end, as in Helm's reader.
        let at = number
            .and_then(|number| number.checked_sub(self.taken))
            .map_or(last, |at| at.min(last));
        self.queue.insert(at, token);
    }

    // Simple keys.

    /// Whether the key of a level can still become one: its colon must follow on its line, not
    /// too far away.
    fn key_is_valid(&mut self, level: usize) -> Found<bool> {
        let line = self.cursor.line();
        let column = self.cursor.column();
        let Some(key) = self.keys.get_mut(level) else {
            return Ok(false);
        };
        if !key.possible {
            return Ok(false);
        }
        let same_line = key.at.line == line;
        if same_line && key.at.column + MAX_KEY >= column {
            return Ok(true);
        }
        key.possible = false;
        if key.required {
            let kind = if same_line {
                Kind::LongKey
            } else {
                Kind::NoColon
            };
            let start = key.at.pos;
            return Err(self.line_problem(kind, start));
        }
        Ok(false)
    }

    /// A problem with the rest of the line at `start`.
    fn line_problem(&self, kind: Kind, start: usize) -> Box<Problem> {
        let line = self.cursor.slice(start, self.cursor.pos().max(start));
        let length = line.find(['\n', '\r']).unwrap_or(line.len());
        let length = line.get(..length).map_or(0, |line| line.trim_end().len());
        Problem::new(kind, start, start + length)
    }

    /// Remembers that the next token may be a key.
    fn save_key(&mut self) -> Found<()> {
        if !self.key_allowed {
            return Ok(());
        }
        let at = self.cursor.mark();
        let required = !self.in_flow() && self.indent == self.column();
        self.forget_key()?;
        let number = self.taken + self.queue.len();
        if let Some(key) = self.keys.last_mut() {
            *key = SimpleKey {
                possible: true,
                awaited: true,
                required,
                number,
                at,
            };
        }
        Ok(())
    }

    /// The key of this level can no longer become one.
    fn forget_key(&mut self) -> Found<()> {
        let Some(key) = self.keys.last_mut() else {
            return Ok(());
        };
        let missed = key.possible && key.required;
        key.possible = false;
        let start = key.at.pos;
        if missed {
            return Err(self.line_problem(Kind::NoColon, start));
        }
        Ok(())
    }

    // Tokens without text of their own.

    fn fetch_end(&mut self) -> Found<()> {
        // A key must have its colon on its line, and there is no more line.
        if !self.cursor.at_line_start() {
            self.cursor.start_line();
        }
        self.close_blocks(-1);
        self.forget_key()?;
        self.key_allowed = false;
        self.push(TokenKind::StreamEnd, self.cursor.pos());
        Ok(())
    }

    fn fetch_document_mark(&mut self) -> Found<()> {
        self.close_blocks(-1);
        self.forget_key()?;
        self.key_allowed = false;
        let start = self.cursor.pos();
        let kind = match self.cursor.peek(0) {
            b'-' => TokenKind::DocumentStart,
            _ => TokenKind::DocumentEnd,
        };
        self.cursor.skip(3);
        self.push(kind, start);
        Ok(())
    }

    fn fetch_open(&mut self) -> Found<()> {
        self.save_key()?;
        if self.keys.len() > MAX_DEPTH {
            return Err(self.here(Kind::Deep));
        }
        self.keys.push(SimpleKey {
            // Not possible, but in order with the numbers further out.
            number: self.taken + self.queue.len(),
            ..SimpleKey::default()
        });
        self.key_allowed = true;
        let start = self.cursor.pos();
        let kind = match self.cursor.peek(0) {
            b'[' => TokenKind::FlowSequenceStart,
            _ => TokenKind::FlowMappingStart,
        };
        self.cursor.skip(1);
        self.push(kind, start);
        Ok(())
    }

    fn fetch_close(&mut self) -> Found<()> {
        self.forget_key()?;
        if self.in_flow()
            && let Some(inner) = self.keys.pop()
            && let Some(outer) = self.keys.last_mut()
            && outer.number == inner.number
        {
            // A quirk of Helm's reader: empty brackets no longer wait for a colon, so that text
            // behind a document that is `{}` is not read.
            outer.awaited = false;
        }
        self.key_allowed = false;
        let start = self.cursor.pos();
        let kind = match self.cursor.peek(0) {
            b']' => TokenKind::FlowSequenceEnd,
            _ => TokenKind::FlowMappingEnd,
        };
        self.cursor.skip(1);
        self.push(kind, start);
        Ok(())
    }

    fn fetch_comma(&mut self) -> Found<()> {
        self.forget_key()?;
        self.key_allowed = true;
        let start = self.cursor.pos();
        self.cursor.skip(1);
        self.push(TokenKind::FlowEntry, start);
        Ok(())
    }

    fn fetch_dash(&mut self) -> Found<()> {
        let start = self.cursor.pos();
        if !self.in_flow() {
            if !self.key_allowed {
                return Err(self.here(Kind::DashInValue));
            }
            let column = self.column();
            self.open_block(column, None, TokenKind::BlockSequenceStart, start)?;
        }
        self.forget_key()?;
        self.key_allowed = true;
        self.cursor.skip(1);
        self.push(TokenKind::BlockEntry, start);
        Ok(())
    }

    fn fetch_question(&mut self) -> Found<()> {
        let start = self.cursor.pos();
        if !self.in_flow() {
            if !self.key_allowed {
                return Err(self.here(Kind::QuestionInValue));
            }
            let column = self.column();
            self.open_block(column, None, TokenKind::BlockMappingStart, start)?;
        }
        self.forget_key()?;
        self.key_allowed = !self.in_flow();
        self.cursor.skip(1);
        self.push(TokenKind::Key, start);
        Ok(())
    }

    fn fetch_colon(&mut self) -> Found<()> {
        let start = self.cursor.pos();
        let level = self.keys.len().saturating_sub(1);
        if self.key_is_valid(level)? {
            let key = self.keys.last().copied().unwrap_or_default();
            let token = Token {
                kind: TokenKind::Key,
                start: key.at.pos,
                end: key.at.pos,
            };
            self.insert(Some(key.number), token);
            let column = isize::try_from(key.at.column).unwrap_or(isize::MAX);
            let map = TokenKind::BlockMappingStart;
            self.open_block(column, Some(key.number), map, key.at.pos)?;
            if let Some(key) = self.keys.last_mut() {
                key.possible = false;
            }
            self.key_allowed = false;
        } else {
            if !self.in_flow() {
                if !self.key_allowed {
                    return Err(self.here(Kind::ColonInValue));
                }
                let column = self.column();
                self.open_block(column, None, TokenKind::BlockMappingStart, start)?;
            }
            self.key_allowed = !self.in_flow();
        }
        self.cursor.skip(1);
        self.push(TokenKind::Value, start);
        Ok(())
    }
}
