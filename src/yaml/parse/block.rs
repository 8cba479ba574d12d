//! Lists and maps by indentation.

use super::{Context, Event, EventKind, Parser, State};
use crate::yaml::problem::{Found, Kind};
use crate::yaml::scan::TokenKind;

impl<'a> Parser<'a> {
    pub(super) fn block_item(&mut self) -> Found<Event<'a>> {
        match self.scanner.peek()?.kind {
            TokenKind::BlockEntry => {
                let after = self.skip();
                match self.scanner.peek()?.kind {
                    TokenKind::BlockEntry | TokenKind::BlockEnd => {
                        Ok(self.nothing(after, State::BlockItem))
                    }
                    _ => self.inner(State::BlockItem, Context::Block),
                }
            }
            TokenKind::BlockEnd => self.end_collection(EventKind::SequenceEnd, true),
            _ => Err(self.unexpected(Kind::NotAnItem)),
        }
    }

    pub(super) fn indentless_item(&mut self) -> Found<Event<'a>> {
        if !matches!(self.scanner.peek()?.kind, TokenKind::BlockEntry) {
            return self.end_collection(EventKind::SequenceEnd, false);
        }
        let after = self.skip();
        match self.scanner.peek()?.kind {
            TokenKind::BlockEntry | TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                Ok(self.nothing(after, State::IndentlessItem))
            }
            _ => self.inner(State::IndentlessItem, Context::Block),
        }
    }

    pub(super) fn block_key(&mut self) -> Found<Event<'a>> {
        match self.scanner.peek()?.kind {
            TokenKind::Key => {
                let after = self.skip();
                self.block_content(after, State::BlockValue)
            }
            TokenKind::BlockEnd => self.end_collection(EventKind::MappingEnd, true),
            _ => Err(self.unexpected(Kind::NotAKey)),
        }
    }

    pub(super) fn block_value(&mut self) -> Found<Event<'a>> {
        let token = self.scanner.peek()?;
        let start = token.start;
        if !matches!(token.kind, TokenKind::Value) {
            return Ok(self.nothing(start, State::BlockKey));
        }
        let after = self.skip();
        self.block_content(after, State::BlockKey)
    }

    /// A key or value of a block map, or nothing.
    fn block_content(&mut self, after: usize, then: State) -> Found<Event<'a>> {
        match self.scanner.peek()?.kind {
            TokenKind::Key | TokenKind::Value | TokenKind::BlockEnd => {
                Ok(self.nothing(after, then))
            }
            _ => self.inner(then, Context::BlockOrIndentless),
        }
    }
}
