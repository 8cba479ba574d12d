//! Lists and maps in brackets and braces.

use super::{Context, Event, EventKind, Parser, State, event};
use crate::yaml::problem::{Found, Kind};
use crate::yaml::scan::TokenKind;

impl<'a> Parser<'a> {
    pub(super) fn flow_item(&mut self, first: bool) -> Found<Event<'a>> {
        if !first {
            match self.scanner.peek()?.kind {
                TokenKind::FlowSequenceEnd => {}
                TokenKind::FlowEntry => {
                    self.skip();
                }
                _ => return Err(self.unexpected(Kind::InBrackets)),
            }
        }
        let token = self.scanner.peek()?;
        let start = token.start;
        match token.kind {
            TokenKind::FlowSequenceEnd => self.end_collection(EventKind::SequenceEnd, true),
            TokenKind::Key => {
                let end = self.skip();
                self.state = State::FlowItemKey;
                self.opened.push(start);
                Ok(event(EventKind::MappingStart, start, end))
            }
            _ => self.inner(State::FlowItem(false), Context::Flow),
        }
    }

    pub(super) fn flow_item_key(&mut self) -> Found<Event<'a>> {
        match self.scanner.peek()?.kind {
            TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowSequenceEnd => {
                // libyaml drops the token here, which is why Helm refuses `[? ]`.
                let after = self.skip();
                Ok(self.nothing(after, State::FlowItemValue))
            }
            _ => self.inner(State::FlowItemValue, Context::Flow),
        }
    }

    pub(super) fn flow_item_value(&mut self) -> Found<Event<'a>> {
        let mut at = self.scanner.peek()?.start;
        if matches!(self.scanner.peek()?.kind, TokenKind::Value) {
            at = self.skip();
            match self.scanner.peek()?.kind {
                TokenKind::FlowEntry | TokenKind::FlowSequenceEnd => {}
                _ => return self.inner(State::FlowItemEnd, Context::Flow),
            }
        }
        Ok(self.nothing(at, State::FlowItemEnd))
    }

    pub(super) fn flow_item_end(&mut self) -> Found<Event<'a>> {
        let start = self.scanner.peek()?.start;
        self.opened.pop();
        self.state = State::FlowItem(false);
        Ok(event(EventKind::MappingEnd, start, start))
    }

    pub(super) fn flow_key(&mut self, first: bool) -> Found<Event<'a>> {
        if !first {
            match self.scanner.peek()?.kind {
                TokenKind::FlowMappingEnd => {}
                TokenKind::FlowEntry => {
                    self.skip();
                }
                _ => return Err(self.unexpected(Kind::InBraces)),
            }
        }
        match self.scanner.peek()?.kind {
            TokenKind::FlowMappingEnd => self.end_collection(EventKind::MappingEnd, true),
            TokenKind::Key => {
                let after = self.skip();
                match self.scanner.peek()?.kind {
                    TokenKind::Value | TokenKind::FlowEntry | TokenKind::FlowMappingEnd => {
                        Ok(self.nothing(after, State::FlowValue))
                    }
                    _ => self.inner(State::FlowValue, Context::Flow),
                }
            }
            _ => self.inner(State::FlowNoValue, Context::Flow),
        }
    }

    pub(super) fn flow_value(&mut self) -> Found<Event<'a>> {
        let mut at = self.scanner.peek()?.start;
        if matches!(self.scanner.peek()?.kind, TokenKind::Value) {
            at = self.skip();
            match self.scanner.peek()?.kind {
                TokenKind::FlowEntry | TokenKind::FlowMappingEnd => {}
                _ => return self.inner(State::FlowKey(false), Context::Flow),
            }
        }
        Ok(self.nothing(at, State::FlowKey(false)))
    }
}
