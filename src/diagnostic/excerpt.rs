//! The lines of a source that a diagnostic shows: few and short, however large the file is.

use std::ops::Range;

use super::render::visible;
use super::{Diagnostic, Label};
use crate::source::{Source, Sources};

/// Lines further apart than this are shown in excerpts of their own.
const NEAR: usize = 100;

/// How many bytes of a line before and after a place are kept; what the terminal cannot show of
/// them is trimmed by the renderer.
const CONTEXT: usize = 2000;

/// Stands where a line was cut.
const CUT: char = '\u{2026}';

/// Some lines of one source, and the places in them.
pub(super) struct Excerpt {
    /// The name of the source.
    pub(super) path: String,
    /// The number of the first line.
    pub(super) first_line: usize,
    /// The lines, cut and with nothing in them that a terminal would obey.
    pub(super) text: String,
    /// The places, as ranges of `text`.
    pub(super) markers: Vec<Marker>,
    /// `path:line:column` of the places whose line lost its start, as the text has it and as it
    /// really is.
    pub(super) moved: Vec<(String, String)>,
}

/// A place in an excerpt.
pub(super) struct Marker {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) is_primary: bool,
}

/// A label on its line. A place of several lines is marked on its first line only: in YAML that
/// is where the value begins, and the rest may be the whole file.
struct Located<'a> {
    label: &'a Label,
    is_primary: bool,
    source: &'a Source,
    line: usize,
    /// The bytes of the line, without its break.
    line_range: Range<usize>,
    /// The bytes of the place.
    range: Range<usize>,
}

/// The excerpts of a diagnostic, the one with the primary place first.
pub(super) fn excerpts(diagnostic: &Diagnostic, sources: &Sources, width: usize) -> Vec<Excerpt> {
    let primary = diagnostic.primary.iter().map(|label| (label, true));
    let secondary = diagnostic.secondary.iter().map(|label| (label, false));
    let mut groups: Vec<Vec<Located<'_>>> = Vec::new();
    for (label, is_primary) in primary.chain(secondary) {
        let Some(source) = sources.get(label.span.source) else {
            continue;
        };
        let located = Located::new(label, is_primary, source, width);
        let near = |group: &&mut Vec<Located<'_>>| located.is_near(group, width);
        match groups.iter_mut().find(near) {
            Some(group) => group.push(located),
            None => groups.push(vec![located]),
        }
    }
    groups.iter().map(|group| excerpt(group)).collect()
}

impl<'a> Located<'a> {
    fn new(label: &'a Label, is_primary: bool, source: &'a Source, width: usize) -> Self {
        let text = source.text();
        let line = source.position(label.span.start).line;
        let line_range = line_without_break(source, line);
        let within = |offset: u32| {
            let offset = (offset as usize).clamp(line_range.start, line_range.end);
            boundary(text, offset)
        };
        let start = within(label.span.start);
        // A wider marker would push the start of what it marks out of sight.
        let longest = text
            .get(start..)
            .and_then(|rest| rest.char_indices().nth(marker_width(width)))
            .map_or(text.len(), |(length, _)| start + length);
        Located {
            label,
            is_primary,
            source,
            line,
            range: start..within(label.span.end).min(longest).max(start),
            line_range,
        }
    }

    /// Whether it can share the excerpt of a group: the same source, lines nearby, and columns
    /// that fit one terminal where lines are long.
    fn is_near(&self, group: &[Located<'_>], width: usize) -> bool {
        let column = |located: &Located<'_>| located.range.start - located.line_range.start;
        let is_long = |located: &Located<'_>| located.line_range.len() > width;
        group.iter().any(|other| {
            other.label.span.source == self.label.span.source
                && other.line.abs_diff(self.line) <= NEAR
        }) && group.iter().all(|other| {
            !(is_long(self) || is_long(other))
                || column(self).abs_diff(column(other)) <= marker_width(width)
        })
    }
}

fn marker_width(width: usize) -> usize {
    (width / 2).clamp(20, CONTEXT / 4)
}

fn line_without_break(source: &Source, line: usize) -> Range<usize> {
    let mut range = source.line_range(line).unwrap_or(0..0);
    let text = source.text().get(range.clone()).unwrap_or_default();
    range.end -= text.len() - text.strip_suffix('\r').unwrap_or(text).len();
    range
}

fn excerpt(group: &[Located<'_>]) -> Excerpt {
    let mut excerpt = Excerpt {
        path: String::new(),
        first_line: 1,
        text: String::new(),
        markers: Vec::new(),
        moved: Vec::new(),
    };
    let lines = || group.iter().map(|located| located.line);
    let (Some(first), Some(last), Some(any)) = (lines().min(), lines().max(), group.first()) else {
        return excerpt;
    };
    excerpt.first_line = first;
    excerpt.path = any.source.name().chars().map(visible).collect();
    for line in first..=last {
        let here: Vec<_> = group
            .iter()
            .filter(|located| located.line == line)
            .collect();
        excerpt.add_line(any.source, line, &here);
    }
    excerpt
}

impl Excerpt {
    fn add_line(&mut self, source: &Source, line: usize, here: &[&Located<'_>]) {
        let text = source.text();
        let whole = line_without_break(source, line);
        let kept = kept(here, &whole, text);
        let shown = |range: Range<usize>| -> String {
            let text = text.get(range).unwrap_or_default();
            text.chars().map(visible).collect()
        };
        let is_cut = kept.start > whole.start;
        if is_cut {
            self.text.push(CUT);
        }
        for located in here {
            let before = shown(kept.start..located.range.start);
            let start = self.text.len() + before.len();
            self.markers.push(Marker {
                range: start..start + shown(located.range.clone()).len(),
                text: located.label.text.chars().map(visible).collect(),
                is_primary: located.is_primary,
            });
            if is_cut {
                let real = source.position(located.label.span.start).column;
                let origin = |column| format!("{}:{line}:{column}\n", self.path);
                self.moved
                    .push((origin(before.chars().count() + 2), origin(real)));
            }
        }
        self.text.push_str(&shown(kept.clone()));
        if kept.end < whole.end {
            self.text.push(CUT);
        }
        self.text.push('\n');
    }
}

/// The part of a line that is kept: what stands round the places on it.
fn kept(here: &[&Located<'_>], line: &Range<usize>, text: &str) -> Range<usize> {
    let first = here.iter().map(|located| located.range.start).min();
    let last = here.iter().map(|located| located.range.end).max();
    let (first, last) = (first.unwrap_or(line.start), last.unwrap_or(line.start));
    // Kept from its start as long as that is affordable: its columns are then right.
    let start = if first - line.start <= 2 * CONTEXT {
        line.start
    } else {
        first - CONTEXT
    };
    let end = (last + CONTEXT).min(line.end);
    boundary(text, start)..boundary(text, end)
}

/// The nearest place at or before an offset that cuts no character.
fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
