//! From events to the tree: anchors, merge keys, keys as text, duplicates, Helm's limits.

mod binary;
mod keys;
mod scalar;

use std::collections::HashMap;
use std::sync::Arc;

use self::keys::{Findings, Slot};
use self::scalar::{Identity, Scalar};
use super::parse::{Event, EventKind, Parser, Tag};
use super::problem::{Found, Kind, Problem};
use super::walk::Step;
use super::{Data, Entry, List, Node};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, Span};

/// Helm decodes JSON on its way, which may nest no deeper.
const MAX_DEPTH: usize = 10_000;

/// The first document of a text.
pub(super) struct Document {
    /// `None` if the text holds none: nothing but comments.
    pub(super) root: Option<Node>,
    /// Where the reader stopped: what follows is not read.
    pub(super) end: usize,
    pub(super) warnings: Vec<Diagnostic>,
}

/// Reads one document from the parser.
pub(super) fn compose<'a>(
    parser: &mut Parser<'a>,
    source: SourceId,
    exactly: bool,
) -> Found<Document> {
    let mut composer = Composer {
        source,
        exactly,
        root: None,
        frames: Vec::new(),
        anchors: HashMap::new(),
        opened: 0,
        steps: 0,
        aliased: 0,
        not_finite: false,
        findings: Findings::default(),
    };
    let end = loop {
        let event = parser.next()?;
        match event.kind {
            EventKind::StreamEnd | EventKind::DocumentEnd => break event.start,
            EventKind::DocumentStart => composer.steps = 1,
            _ => composer.accept(event)?,
        }
    };
    if let Some(root) = &composer.root {
        composer.check_convertible(root)?;
    }
    Ok(Document {
        root: composer.root,
        end,
        warnings: composer.findings.into_warnings(),
    })
}

struct Composer<'a> {
    source: SourceId,
    /// Whether integers beyond what floats hold stay integers; Helm rounds them.
    exactly: bool,
    root: Option<Node>,
    /// The collections around this place.
    frames: Vec<Frame<'a>>,
    anchors: HashMap<&'a str, Anchor>,
    /// Collections with an anchor so far; numbers them.
    opened: usize,
    /// What Helm's decoder does, step by step: one per node, aliases expanded.
    steps: u64,
    /// The steps among them that happen inside an alias.
    aliased: u64,
    /// Some value is infinite or no number; harmless if a later duplicate replaces it.
    not_finite: bool,
    findings: Findings,
}

struct Frame<'a> {
    start: usize,
    /// One past the last byte so far.
    end: usize,
    anchor: Option<(&'a str, usize)>,
    /// Steps before this collection.
    steps: u64,
    /// The depth of the deepest value in it.
    height: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    /// The entries, and the key that waits for its value.
    Map(Vec<Slot>, Option<Key>),
}

enum Key {
    Text(Arc<str>, Span),
    Merge(Span),
}

enum Anchor {
    /// Its collection, which starts there, has not ended yet.
    Open {
        number: usize,
        start: usize,
    },
    Done(Anchored),
}

#[derive(Clone)]
struct Anchored {
    node: Node,
    /// Of a scalar: what it is as a key.
    key: Option<(Arc<str>, Identity)>,
    steps: u64,
    height: usize,
}

/// A complete value and its place in this document: an alias stands elsewhere than its node.
struct Complete {
    node: Node,
    start: usize,
    end: usize,
    height: usize,
    alias: bool,
}

impl<'a> Composer<'a> {
    fn accept(&mut self, event: Event<'a>) -> Found<()> {
        let Event {
            kind,
            anchor,
            start,
            end,
        } = event;
        if let Some(frame) = self.frames.last_mut() {
            let empty_end = matches!(kind, EventKind::SequenceEnd | EventKind::MappingEnd);
            if !empty_end || end > start {
                frame.end = frame.end.max(end);
            }
        }
        match kind {
            EventKind::Scalar { value, tag, plain } => {
                let wants_key = self.wants_key();
                let at = (start, end);
                if wants_key && value == "<<" && (plain || tag == Tag::Merge) {
                    self.set_key(Key::Merge(self.span(at)));
                    return Ok(());
                }
                self.count(1, 0, at)?;
                let scalar = Scalar::read(value, tag, plain)
                    .map_err(|kind| Problem::new(kind, start, end))?;
                self.scalar(&scalar, anchor, wants_key, at)
            }
            EventKind::Alias(name) => self.alias(name, (start, end)),
            EventKind::SequenceStart => self.open(Content::List(Vec::new()), anchor, (start, end)),
            EventKind::MappingStart => {
                self.open(Content::Map(Vec::new(), None), anchor, (start, end))
            }
            EventKind::SequenceEnd | EventKind::MappingEnd => self.close(),
            EventKind::StreamEnd | EventKind::DocumentStart | EventKind::DocumentEnd => Ok(()),
        }
    }

    fn span(&self, (start, end): (usize, usize)) -> Span {
        Span::new(self.source, start, end)
    }

    /// Counts decoding steps; Helm limits the share of those inside aliases. Within one alias
    /// that share only grows, so that its steps can be counted at once.
    fn count(&mut self, steps: u64, aliased: u64, at: (usize, usize)) -> Found<()> {
        self.steps = self.steps.saturating_add(steps);
        self.aliased = self.aliased.saturating_add(aliased);
        let suspicious = self.aliased > 100 && self.steps > 1000;
        if suspicious && self.aliased as f64 / self.steps as f64 > allowed_share(self.steps) {
            return Err(Problem::new(Kind::Aliases, at.0, at.1));
        }
        Ok(())
    }

    fn wants_key(&self) -> bool {
        let content = self.frames.last().map(|frame| &frame.content);
        matches!(content, Some(Content::Map(_, None)))
    }

    fn set_key(&mut self, found: Key) {
        if let Some(Frame {
            content: Content::Map(_, key),
            ..
        }) = self.frames.last_mut()
        {
            *key = Some(found);
        }
    }

    fn scalar(
        &mut self,
        scalar: &Scalar,
        anchor: Option<&'a str>,
        is_key: bool,
        at: (usize, usize),
    ) -> Found<()> {
        if is_key && anchor.is_none() {
            self.text_key(scalar.key(), at);
            return Ok(());
        }
        let span = self.span(at);
        let node = Node::new(scalar.data(self.exactly), span);
        self.not_finite |= matches!(node.data, Data::Float(value) if !value.is_finite());
        if let Some(name) = anchor {
            let anchored = Anchored {
                node: node.clone(),
                key: Some(scalar.key()),
                steps: 1,
                height: 0,
            };
            self.anchors.insert(name, Anchor::Done(anchored));
        }
        if is_key {
            self.text_key(scalar.key(), at);
            return Ok(());
        }
        self.deliver(Complete {
            node,
            start: at.0,
            end: at.1,
            height: 0,
            alias: false,
        })
    }

    fn text_key(&mut self, (text, identity): (Arc<str>, Identity), at: (usize, usize)) {
        let span = self.span(at);
        self.findings.note_key(span, identity);
        self.set_key(Key::Text(text, span));
    }

    fn alias(&mut self, name: &str, at: (usize, usize)) -> Found<()> {
        let problem = |kind| Problem::new(kind, at.0, at.1);
        let Anchored {
            node,
            key,
            steps,
            height,
        } = match self.anchors.get(name) {
            None => return Err(problem(Kind::UnknownAnchor)),
            Some(Anchor::Open { start, .. }) => {
                return Err(problem(Kind::RecursiveAnchor).with(*start, *start + 1));
            }
            Some(Anchor::Done(anchored)) => anchored.clone(),
        };
        self.count(1 + steps, steps, at)?;
        if self.wants_key() {
            let key = key.ok_or_else(|| problem(Kind::CollectionKey))?;
            self.text_key(key, at);
            return Ok(());
        }
        if self.frames.len() + height > MAX_DEPTH {
            return Err(problem(Kind::Deep));
        }
        self.deliver(Complete {
            node,
            start: at.0,
            end: at.1,
            height,
            alias: true,
        })
    }

    fn open(&mut self, content: Content, anchor: Option<&'a str>, at: (usize, usize)) -> Found<()> {
        if self.wants_key() {
            return Err(Problem::new(Kind::CollectionKey, at.0, at.1.max(at.0 + 1)));
        }
        // The list of a merge key is looked at, not decoded.
        let merge_list = matches!(content, Content::List(_)) && self.merges();
        self.count(u64::from(!merge_list), 0, at)?;
        if self.frames.len() >= MAX_DEPTH {
            return Err(Problem::new(Kind::Deep, at.0, at.1));
        }
        let anchor = anchor.map(|name| {
            self.opened += 1;
            let number = self.opened;
            let start = at.0;
            self.anchors.insert(name, Anchor::Open { number, start });
            (name, number)
        });
        self.frames.push(Frame {
            start: at.0,
            end: at.1,
            anchor,
            steps: self.steps.saturating_sub(1),
            height: 0,
            content,
        });
        Ok(())
    }

    /// Whether the next value belongs to a `<<`.
    fn merges(&self) -> bool {
        let content = self.frames.last().map(|frame| &frame.content);
        matches!(content, Some(Content::Map(_, Some(Key::Merge(_)))))
    }

    fn close(&mut self) -> Found<()> {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        let data = match frame.content {
            Content::List(items) => Data::List(List::new(items)),
            Content::Map(slots, _) => Data::Map(self.findings.unite(slots)),
        };
        let (start, end) = (frame.start, frame.end);
        let node = Node::new(data, self.span((start, end)));
        let height = frame.height + 1;
        if let Some((name, number)) = frame.anchor {
            let newest = self.anchors.get(name);
            // The same name may have been given again inside.
            if matches!(newest, Some(Anchor::Open { number: n, .. }) if *n == number) {
                let anchored = Anchored {
                    node: node.clone(),
                    key: None,
                    steps: self.steps.saturating_sub(frame.steps),
                    height,
                };
                self.anchors.insert(name, Anchor::Done(anchored));
            }
        }
        self.deliver(Complete {
            node,
            start,
            end,
            height,
            alias: false,
        })
    }

    fn deliver(&mut self, value: Complete) -> Found<()> {
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(value.node);
            return Ok(());
        };
        frame.end = frame.end.max(value.end);
        frame.height = frame.height.max(value.height);
        match &mut frame.content {
            Content::List(items) => items.push(value.node),
            Content::Map(slots, key) => match key.take() {
                Some(Key::Text(key, key_span)) => slots.push(Slot {
                    entry: Entry {
                        key,
                        key_span,
                        value: value.node,
                    },
                    merge: None,
                }),
                Some(Key::Merge(merge)) => merge_into(slots, value, merge)?,
                None => {}
            },
        }
        Ok(())
    }

    /// Helm turns the tree into JSON, which holds neither infinities nor keys that are no text.
    /// Only what later duplicates left counts.
    fn check_convertible(&self, root: &Node) -> Found<()> {
        if !self.not_finite && !self.findings.has_unusable_keys() {
            return Ok(());
        }
        for step in root.walk() {
            let problem = match step {
                Step::Scalar(node) => match node.data {
                    Data::Float(value) if !value.is_finite() => Some((Kind::NotFinite, node.span)),
                    _ => None,
                },
                Step::Key(entry) => self
                    .findings
                    .unusable_key(entry.key_span)
                    .map(|kind| (kind, entry.key_span)),
                _ => None,
            };
            if let Some((kind, span)) = problem {
                return Err(Problem::new(kind, span.start as usize, span.end as usize));
            }
        }
        Ok(())
    }
}

/// Takes over the entries of the map, or of the maps of a list, behind a `<<`.
fn merge_into(slots: &mut Vec<Slot>, value: Complete, merge: Span) -> Found<()> {
    let refused = || {
        Problem::new(Kind::Merge, value.start, value.end)
            .with(merge.start as usize, merge.end as usize)
    };
    let mut add = |node: &Node| {
        let map = node.as_map().ok_or_else(refused)?;
        slots.extend(map.entries().iter().cloned().map(|entry| Slot {
            entry,
            merge: Some(merge),
        }));
        Ok(())
    };
    match &value.node.data {
        // An alias must stand for a map; a list is written out.
        Data::List(list) if !value.alias => list.items().iter().rev().try_for_each(add),
        _ => add(&value.node),
    }
}

/// The share of steps inside aliases that Helm puts up with.
fn allowed_share(steps: u64) -> f64 {
    const FEW: u64 = 400_000;
    const MANY: u64 = 4_000_000;
    match steps {
        ..=FEW => 0.99,
        MANY.. => 0.10,
        _ => 0.99 - 0.89 * ((steps - FEW) as f64 / (MANY - FEW) as f64),
    }
}
