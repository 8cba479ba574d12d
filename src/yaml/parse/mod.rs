//! From tokens to events: which value, list or map begins and ends where.
//!
//! The grammar is YAML 1.1's. The states wait on a stack of their own, so depth costs no call
//! stack.

mod block;
mod flow;

use std::borrow::Cow;

use super::problem::{Found, Kind, Problem};
use super::scan::{Scanner, Style, TokenKind};

/// Something happens in the document, in document order.
pub(super) struct Event<'a> {
    pub(super) kind: EventKind<'a>,
    pub(super) anchor: Option<&'a str>,
    /// Its text without anchor and tag; empty where nothing is written.
    pub(super) start: usize,
    pub(super) end: usize,
}

pub(super) enum EventKind<'a> {
    StreamEnd,
    DocumentStart,
    DocumentEnd,
    Alias(&'a str),
    Scalar {
        value: Cow<'a, str>,
        tag: Tag,
        /// Plain and without a tag: the text decides what it is.
        plain: bool,
    },
    SequenceStart,
    SequenceEnd,
    MappingStart,
    MappingEnd,
}

/// The tags that Helm's reader knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    None,
    Str,
    Int,
    Float,
    Bool,
    Null,
    Timestamp,
    Binary,
    Merge,
    /// Any other; a scalar with it is a string.
    Unknown,
}

#[derive(Clone, Copy)]
enum State {
    /// `bool`: before the first document, which needs no `---`.
    DocumentStart(bool),
    /// After `---`.
    DocumentContent,
    /// Of a document without `---`.
    ImplicitContent,
    DocumentEnd,
    BlockItem,
    /// Items of a list at its key's own column.
    IndentlessItem,
    BlockKey,
    BlockValue,
    /// `bool`: the first item, before which no comma stands.
    FlowItem(bool),
    /// `[a: b]`
    FlowItemKey,
    FlowItemValue,
    FlowItemEnd,
    FlowKey(bool),
    FlowValue,
    /// After `{a`, without a colon.
    FlowNoValue,
}

/// What a node may be where it stands.
#[derive(Clone, Copy)]
enum Context {
    Flow,
    Block,
    /// A block in which `- ` at the map's own column starts a list.
    BlockOrIndentless,
}

/// Turns tokens into events, one document at a time.
pub(super) struct Parser<'a> {
    scanner: Scanner<'a>,
    state: State,
    stack: Vec<State>,
    /// Where the collections around this place start.
    opened: Vec<usize>,
    handles: Vec<(&'a str, String)>,
}

impl<'a> Parser<'a> {
    pub(super) fn new(scanner: Scanner<'a>) -> Self {
        Parser {
            scanner,
            state: State::DocumentStart(true),
            stack: Vec::new(),
            opened: Vec::new(),
            handles: Vec::new(),
        }
    }

    pub(super) fn scanner(&self) -> &Scanner<'a> {
        &self.scanner
    }

    pub(super) fn into_scanner(self) -> Scanner<'a> {
        self.scanner
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Found<Event<'a>> {
        match self.state {
            State::DocumentStart(first) => self.document_start(first),
            State::DocumentContent => self.document_content(),
            State::ImplicitContent => self.node(Context::Block),
            State::DocumentEnd => self.document_end(),
            State::BlockItem => self.block_item(),
            State::IndentlessItem => self.indentless_item(),
            State::BlockKey => self.block_key(),
            State::BlockValue => self.block_value(),
            State::FlowItem(first) => self.flow_item(first),
            State::FlowItemKey => self.flow_item_key(),
            State::FlowItemValue => self.flow_item_value(),
            State::FlowItemEnd => self.flow_item_end(),
            State::FlowKey(first) => self.flow_key(first),
            State::FlowValue => self.flow_value(),
            State::FlowNoValue => {
                let start = self.scanner.peek()?.start;
                Ok(self.nothing(start, State::FlowKey(false)))
            }
        }
    }

    fn back(&mut self) {
        self.state = self.stack.pop().unwrap_or(State::DocumentEnd);
    }

    /// Takes the next token; gives its end.
    fn skip(&mut self) -> usize {
        self.scanner.take().map_or(0, |token| token.end)
    }

    /// A null that nothing is written for.
    fn nothing(&mut self, at: usize, then: State) -> Event<'a> {
        self.state = then;
        event(
            EventKind::Scalar {
                value: Cow::Borrowed(""),
                tag: Tag::None,
                plain: true,
            },
            at,
            at,
        )
    }

    /// A problem with the next token; other: the start of the collection it stands in.
    fn unexpected(&mut self, kind: Kind) -> Box<Problem> {
        let problem = match self.scanner.peek() {
            Ok(token) => Problem::new(kind, token.start, token.end),
            Err(problem) => return problem,
        };
        match self.opened.last() {
            Some(open) => problem.with(*open, *open + 1),
            None => problem,
        }
    }

    // Documents.

    fn document_start(&mut self, first: bool) -> Found<Event<'a>> {
        if !first {
            while matches!(self.scanner.peek()?.kind, TokenKind::DocumentEnd) {
                self.skip();
            }
        }
        let token = self.scanner.peek()?;
        let (start, end) = (token.start, token.end);
        match token.kind {
            TokenKind::StreamEnd => return Ok(event(EventKind::StreamEnd, start, end)),
            TokenKind::Version(_) | TokenKind::TagDirective { .. } | TokenKind::DocumentStart => {}
            _ if first => {
                self.stack.push(State::DocumentEnd);
                self.state = State::ImplicitContent;
                return Ok(event(EventKind::DocumentStart, start, start));
            }
            _ => {}
        }
        self.directives()?;
        if !matches!(self.scanner.peek()?.kind, TokenKind::DocumentStart) {
            return Err(self.unexpected(Kind::NoDocumentStart));
        }
        let end = self.skip();
        self.stack.push(State::DocumentEnd);
        self.state = State::DocumentContent;
        Ok(event(EventKind::DocumentStart, start, end))
    }

    fn directives(&mut self) -> Found<()> {
        let mut versions = 0;
        loop {
            let token = self.scanner.peek()?;
            let (start, end) = (token.start, token.end);
            let twice = match &token.kind {
                TokenKind::Version(false) => {
                    return Err(Problem::new(Kind::Version, start, end));
                }
                TokenKind::Version(true) => {
                    versions += 1;
                    versions > 1
                }
                TokenKind::TagDirective { handle, .. } => {
                    let handle = *handle;
                    self.handles.iter().any(|(known, _)| *known == handle)
                }
                _ => return Ok(()),
            };
            if twice {
                return Err(Problem::new(Kind::DirectiveTwice, start, end));
            }
            if let Some(token) = self.scanner.take()
                && let TokenKind::TagDirective { handle, prefix } = token.kind
            {
                self.handles.push((handle, prefix));
            }
        }
    }

    fn document_content(&mut self) -> Found<Event<'a>> {
        let token = self.scanner.peek()?;
        let start = token.start;
        match token.kind {
            TokenKind::Version(_)
            | TokenKind::TagDirective { .. }
            | TokenKind::DocumentStart
            | TokenKind::DocumentEnd
            | TokenKind::StreamEnd => {
                let then = self.stack.pop().unwrap_or(State::DocumentEnd);
                Ok(self.nothing(start, then))
            }
            _ => self.node(Context::Block),
        }
    }

    fn document_end(&mut self) -> Found<Event<'a>> {
        let token = self.scanner.peek()?;
        let (start, end) = (token.start, token.end);
        if matches!(token.kind, TokenKind::DocumentEnd) {
            self.skip();
        }
        self.handles.clear();
        self.state = State::DocumentStart(false);
        Ok(event(EventKind::DocumentEnd, start, end))
    }

    // Nodes.

    fn node(&mut self, context: Context) -> Found<Event<'a>> {
        let token = self.scanner.peek()?;
        let (mut start, mut end) = (token.start, token.end);
        if let TokenKind::Alias(name) = token.kind {
            self.skip();
            self.back();
            return Ok(event(EventKind::Alias(name), start, end));
        }
        let mut anchor = None;
        let mut tag = None;
        let mut properties_end = start;
        loop {
            match &self.scanner.peek()?.kind {
                TokenKind::Anchor(name) if anchor.is_none() => {
                    anchor = Some(*name);
                    properties_end = self.skip();
                }
                TokenKind::Tag { .. } if tag.is_none() => {
                    let (found, end) = self.tag()?;
                    tag = Some(found);
                    properties_end = end;
                }
                _ => break,
            }
        }
        let token = self.scanner.peek()?;
        (start, end) = (token.start, token.end);
        let indentless = matches!(context, Context::BlockOrIndentless);
        let block = indentless || matches!(context, Context::Block);
        let (kind, state) = match &token.kind {
            TokenKind::BlockEntry if indentless => {
                (EventKind::SequenceStart, State::IndentlessItem)
            }
            TokenKind::Scalar { .. } => return self.scalar(anchor, tag),
            TokenKind::FlowSequenceStart => (EventKind::SequenceStart, State::FlowItem(true)),
            TokenKind::FlowMappingStart => (EventKind::MappingStart, State::FlowKey(true)),
            TokenKind::BlockSequenceStart if block => (EventKind::SequenceStart, State::BlockItem),
            TokenKind::BlockMappingStart if block => (EventKind::MappingStart, State::BlockKey),
            _ if anchor.is_some() || tag.is_some() => {
                self.back();
                let mut empty = self.nothing(properties_end, self.state);
                empty.anchor = anchor;
                if let (Some(found), EventKind::Scalar { tag, plain, .. }) = (tag, &mut empty.kind)
                {
                    *plain = false;
                    *tag = if found == Tag::None {
                        Tag::Unknown
                    } else {
                        found
                    };
                }
                return Ok(empty);
            }
            _ => return Err(self.unexpected(Kind::NoContent)),
        };
        if !matches!(state, State::IndentlessItem) {
            self.skip();
        }
        self.opened.push(start);
        self.state = state;
        Ok(Event {
            kind,
            anchor,
            start,
            end,
        })
    }

    fn scalar(&mut self, anchor: Option<&'a str>, tag: Option<Tag>) -> Found<Event<'a>> {
        self.back();
        let (value, style, start, end) = match self.scanner.take() {
            Some(token) => match token.kind {
                TokenKind::Scalar { value, style } => (value, style, token.start, token.end),
                _ => (Cow::Borrowed(""), Style::Plain, token.start, token.end),
            },
            None => (Cow::Borrowed(""), Style::Plain, 0, 0),
        };
        let (tag, plain) = match tag {
            None => (Tag::None, style == Style::Plain),
            // `!` alone counts as no tag for `<<` and as an unknown one for everything else.
            Some(Tag::None) => (Tag::Unknown, true),
            Some(tag) => (tag, false),
        };
        let kind = EventKind::Scalar { value, tag, plain };
        Ok(Event {
            kind,
            anchor,
            start,
            end,
        })
    }

    /// Takes a tag token; gives what it means and where it ends. `!` alone is [`Tag::None`].
    fn tag(&mut self) -> Found<(Tag, usize)> {
        let Some(token) = self.scanner.take() else {
            return Ok((Tag::Unknown, 0));
        };
        let end = token.end;
        let TokenKind::Tag { handle, suffix } = token.kind else {
            return Ok((Tag::Unknown, end));
        };
        let declared = self.handles.iter().find(|(known, _)| *known == handle);
        let prefix = match (handle, declared) {
            ("", _) => "",
            (_, Some((_, prefix))) => prefix,
            ("!", None) => "!",
            ("!!", None) => STANDARD,
            _ => return Err(Problem::new(Kind::TagHandle, token.start, end)),
        };
        if prefix.is_empty() && suffix == "!" {
            return Ok((Tag::None, end));
        }
        let whole = format!("{prefix}{suffix}");
        let tag = match whole.strip_prefix(STANDARD).unwrap_or("") {
            "str" => Tag::Str,
            "int" => Tag::Int,
            "float" => Tag::Float,
            "bool" => Tag::Bool,
            "null" => Tag::Null,
            "timestamp" => Tag::Timestamp,
            "binary" => Tag::Binary,
            "merge" => Tag::Merge,
            _ => Tag::Unknown,
        };
        Ok((tag, end))
    }

    fn end_collection(&mut self, kind: EventKind<'a>, skip: bool) -> Found<Event<'a>> {
        let start = self.scanner.peek()?.start;
        let end = if skip { self.skip() } else { start };
        self.opened.pop();
        self.back();
        Ok(event(kind, start, end))
    }

    fn inner(&mut self, then: State, context: Context) -> Found<Event<'a>> {
        self.stack.push(then);
        self.node(context)
    }
}

/// What `!!` stands for.
const STANDARD: &str = "tag:yaml.org,2002:";

fn event(kind: EventKind<'_>, start: usize, end: usize) -> Event<'_> {
    Event {
        kind,
        anchor: None,
        start,
        end,
    }
}
