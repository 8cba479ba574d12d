//! Texts, and places in them.
//!
//! Every text that takes part in a run (a values file, a chart's defaults, the argument of a
//! `--set`) is registered once in [`Sources`]. From then on a place is a [`Span`]: twelve bytes,
//! copied freely, that any later stage can turn back into a file, a line and a column.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// Which text of a [`Sources`] a span points into.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A half-open range of bytes in one source.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of things that no author wrote (the `global` map that Helm adds to a subchart).
    pub const NOWHERE: Span = Span {
        source: SourceId(u32::MAX),
        start: 0,
        end: 0,
    };

    /// `start..end` of `source`; offsets beyond 4 GiB are clamped.
    #[must_use]
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Span {
            source,
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// Whether nothing in any file stands behind this.
    #[must_use]
    pub fn is_nowhere(self) -> bool {
        self == Span::NOWHERE
    }

    /// From the start of `self` to the end of `other` (of the same source).
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            end: other.end.max(self.end),
            ..self
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_nowhere() {
            f.write_str("nowhere")
        } else {
            write!(f, "{}:{}..{}", self.source.0, self.start, self.end)
        }
    }
}

impl fmt::Debug for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "source {}", self.0)
    }
}

/// Line and column of a byte, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1. Lines end at a line feed, as editors count them.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One text and its name.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: OnceLock<Vec<u32>>,
}

impl Source {
    /// The name an author would recognise: the path as given, `<stdin>`, `<--set 2>`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text. Bytes that are no UTF-8 stand here as U+FFFD.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The start of every line, computed when first asked for: most runs report nothing.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let after_breaks = self
                .text
                .bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(after_breaks).collect()
        })
    }

    /// Line and column of a byte offset; offsets past the end are the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0) as usize;
        let end = (offset as usize).min(self.text.len());
        let column = self
            .text
            .get(start..end)
            .map_or(end.saturating_sub(start), |before| before.chars().count());
        Position {
            line,
            column: column + 1,
        }
    }

    /// The byte range of a line (from 1) without its line break, if the text has that line.
    #[must_use]
    pub fn line_range(&self, line: usize) -> Option<std::ops::Range<usize>> {
        let starts = self.line_starts();
        let start = *starts.get(line.checked_sub(1)?)? as usize;
        let end = starts
            .get(line)
            .map_or(self.text.len(), |next| (*next as usize).saturating_sub(1));
        Some(start..end)
    }
}

/// All texts of a run, in the order they were read. A clone shares the texts: what is read once,
/// such as a chart, can take part in many runs.
#[derive(Debug, Default)]
pub struct Sources {
    sources: Vec<Arc<Source>>,
    reread: AtomicU64,
}

impl Clone for Sources {
    fn clone(&self) -> Self {
        Sources {
            sources: self.sources.clone(),
            reread: AtomicU64::new(self.reread.load(Ordering::Relaxed)),
        }
    }
}

/// How many bytes are read again, all in all, to prove that edits do what they are meant to: about
/// a second's work. Thousands of findings in one file get no thousands of proofs.
const MOST_REREAD: u64 = 48 << 20;

impl Sources {
    /// No texts yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Registers a text under the name that messages will use.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.sources.len()).unwrap_or(u32::MAX - 1));
        self.sources.push(Arc::new(Source {
            name: name.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
        }));
        id
    }

    /// The source behind an id; `None` for [`Span::NOWHERE`].
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize).map(Arc::as_ref)
    }

    /// Whether so many bytes may be read again for the sake of an edit.
    pub(crate) fn may_reread(&self, bytes: usize) -> bool {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let before = self.reread.fetch_add(bytes, Ordering::Relaxed);
        before.saturating_add(bytes) <= MOST_REREAD
    }

    /// Every source there is, in the order they were added.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        let count = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        (0..count).map(SourceId)
    }

    /// The text of a span; empty when the span is nowhere or cuts a character.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source)
            .and_then(|source| source.text.get(span.start as usize..span.end as usize))
            .unwrap_or("")
    }

    /// `file:line:column` of the start of a span, if it is somewhere.
    #[must_use]
    pub fn place(&self, span: Span) -> Option<(&str, Position)> {
        let source = self.get(span.source)?;
        Some((source.name(), source.position(span.start)))
    }
}

/// Whether a text by this name holds values, in which comments may speak to rutter.
#[must_use]
pub(crate) fn is_values_file(name: &str) -> bool {
    let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml") || name == "<stdin>";
    is_yaml && !name.contains("/templates/") && !name.ends_with("Chart.yaml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let mut sources = Sources::new();
        let id = sources.add("v.yaml", "a: é\nbé: c\n");
        let source = sources.get(id).unwrap();
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(9), Position { line: 2, column: 3 });
        assert_eq!(source.position(999).line, 3);
        assert_eq!(source.line_range(2), Some(6..12));
        assert_eq!(source.line_range(3), Some(13..13));
        assert_eq!(source.line_range(4), None);
    }

    #[test]
    fn nowhere_is_in_no_source() {
        assert!(Sources::new().place(Span::NOWHERE).is_none());
        assert_eq!(Sources::new().text(Span::NOWHERE), "");
    }
}
