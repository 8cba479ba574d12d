//! The text of a `ResourceList` with parts of it exchanged.
//!
//! Where a part begins and ends is found by simple means, lines and columns: the caller reads what
//! came of it, and tries another way where it is not what was wanted.

use std::ops::Range;

use crate::source::Span;
use crate::yaml::{Data, Entry, List, Map, Node, emit, entry, json};

use super::list::{ITEMS, Item};

/// How a change is made; which of them works depends on what stands around.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// What is new stands behind everything else; the last item ends with its last line.
    AtTheEnd,
    /// What is new stands before everything else; the last item ends where the next key begins.
    UpToTheNextKey,
    /// On one line, as JSON.
    Flow,
}

/// A text that is changed.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    /// The map that the text holds, and where it begins.
    pub(super) root: &'a Map,
    pub(super) start: usize,
}

/// What is replaced, and by what.
pub(super) type Change = (Range<usize>, String);

impl Page<'_> {
    fn is_flow(&self) -> bool {
        self.rest(self.start).starts_with('{')
    }

    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or("")
    }

    /// The text with changes, which may touch and not overlap.
    pub(super) fn with(&self, mut changes: Vec<Change>) -> Option<String> {
        changes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::new();
        let mut at = 0;
        for (range, new) in changes {
            out.push_str(self.text.get(at..range.start)?);
            // What is put at the end of a file may find its last line open.
            if range.start > 0 && !self.is_flow() && !out.ends_with('\n') && new.ends_with('\n') {
                out.push('\n');
            }
            out.push_str(&new);
            at = range.end;
        }
        out.push_str(self.text.get(at..)?);
        Some(out)
    }

    /// Gives a key of the root a value.
    pub(super) fn entry(&self, key: &str, value: &Node, way: Way) -> Option<Change> {
        let known = self.root.entry(key);
        if self.is_flow() {
            return Some(match known {
                Some(known) => (range(known.value.span), json::compact(value)),
                None => {
                    let at = self.start + 1;
                    (at..at, format!("\"{key}\":{},", json::compact(value)))
                }
            });
        }
        if way == Way::Flow {
            return None;
        }
        let map = Map::from_entries(vec![entry(key, value.clone())]);
        let new = emit::write(&Node::new(Data::Map(map), Span::NOWHERE));
        let new = indented(&new, self.column(self.start));
        let at = match (known, way) {
            (Some(known), _) => self.line(known.key_span.start as usize)..self.end(known, way)?,
            (None, Way::AtTheEnd) => self.text.len()..self.text.len(),
            (None, _) => {
                let first = self.line(self.start);
                first..first
            }
        };
        Some((at, new))
    }

    /// Gives `items` other items.
    pub(super) fn items(&self, old: &[Node], new: &[Item], way: Way) -> Option<Change> {
        let list = |nodes: Vec<Node>| Node::new(Data::List(List::new(nodes)), Span::NOWHERE);
        let only_new = || {
            let node = |item: &Item| match item {
                Item::New(node) => Some(node.clone()),
                Item::Kept(_) => None,
            };
            new.iter().map(node).collect::<Option<Vec<Node>>>()
        };
        let known = self.root.entry(ITEMS).filter(|_| !old.is_empty());
        let Some(known) = known else {
            return self.entry(ITEMS, &list(only_new()?), way);
        };
        let span = known.value.span;
        if self.rest(span.start as usize).starts_with('[') {
            let words: Option<Vec<String>> = new
                .iter()
                .map(|item| match item {
                    Item::Kept(at) => {
                        let kept = self.text.get(range(old.get(*at)?.span))?;
                        Some(kept.to_owned())
                    }
                    Item::New(node) => Some(json::compact(node)),
                })
                .collect();
            return Some((range(span), format!("[{}]", words?.join(","))));
        }
        let column = self.column(span.start as usize);
        let regions = self.regions(old, column, self.end(known, way)?)?;
        let mut text = String::new();
        for item in new {
            match item {
                Item::Kept(at) => {
                    let lines = regions.get(*at)?.clone();
                    // A text (`|`) whose last line has no end would become another one with it.
                    let is_open = lines.end == self.text.len() && !self.text.ends_with('\n');
                    match is_open && way == Way::UpToTheNextKey {
                        true => {
                            let item = emit::write(&list(vec![old.get(*at)?.clone()]));
                            text.push_str(&indented(&item, column));
                        }
                        false => text.push_str(self.text.get(lines)?),
                    }
                }
                Item::New(node) => {
                    let item = emit::write(&list(vec![node.clone()]));
                    text.push_str(&indented(&item, column));
                }
            }
            if !text.ends_with('\n') {
                text.push('\n');
            }
        }
        if new.is_empty() {
            text = indented("[]\n", column + 1);
        }
        Some((regions.first()?.start..regions.last()?.end, text))
    }

    /// The lines of each item, from its dash (or the comments above it) to the next one.
    fn regions(&self, items: &[Node], column: usize, end: usize) -> Option<Vec<Range<usize>>> {
        let mut starts: Vec<usize> = Vec::new();
        // Where the item before ends: its last lines may look like comments, and be a text's.
        let mut before = None;
        for item in items {
            let mut start = self.line(item.span.start as usize);
            while !self.has_dash(start, column) {
                start = self.line(start.checked_sub(1)?);
            }
            // The comments above an item are its own, except what stands above the list.
            while let Some(before) = before {
                let above = self.line(start.checked_sub(1)?);
                let is_comment = self.rest(above).trim_start_matches(' ').starts_with('#');
                if !is_comment || above < before {
                    break;
                }
                start = above;
            }
            starts.push(start);
            before = Some(item.span.end as usize);
        }
        let ends = starts.iter().skip(1).copied().chain([end]);
        Some(starts.iter().zip(ends).map(|(a, b)| *a..b).collect())
    }

    fn has_dash(&self, line: usize, column: usize) -> bool {
        let Some((before, after)) = self.rest(line).split_at_checked(column) else {
            return false;
        };
        let is_dash = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\n', '\r']);
        before.bytes().all(|byte| byte == b' ') && after.strip_prefix('-').is_some_and(is_dash)
    }

    /// Where the lines of an entry of the root end.
    fn end(&self, entry: &Entry, way: Way) -> Option<usize> {
        let value = range(entry.value.span);
        if way == Way::AtTheEnd || way == Way::Flow {
            let written = self.text.get(..value.end)?.trim_end().len();
            let end = written.max(entry.key_span.end as usize);
            let rest = self.rest(end);
            return Some(end + rest.find('\n').map_or(rest.len(), |at| at + 1));
        }
        let entries = self.root.entries().iter();
        let keys = entries.map(|other| other.key_span.start as usize);
        let next = keys.filter(|at| *at > entry.key_span.start as usize).min();
        Some(next.map_or(self.text.len(), |at| self.line(at)))
    }

    /// Where the line of a byte begins.
    fn line(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or("");
        before.rfind('\n').map_or(0, |at| at + 1)
    }

    fn column(&self, at: usize) -> usize {
        at.saturating_sub(self.line(at))
    }
}

fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// The lines of a text, each so many columns further to the right.
fn indented(text: &str, columns: usize) -> String {
    let pad = " ".repeat(columns);
    let line = |line: &str| match line.trim_end() {
        "" => line.to_owned(),
        _ => format!("{pad}{line}"),
    };
    text.split_inclusive('\n').map(line).collect()
}
