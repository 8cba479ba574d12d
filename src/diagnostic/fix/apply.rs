//! Making several fixes at once, as far as they do not get in each other's way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Claim, Edit, Fix};
use crate::source::{SourceId, Sources, Span};

/// What [`apply`] made of the fixes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Applied<'a> {
    /// The files that change, in the order in which they were read.
    pub files: Vec<FileChange<'a>>,
    /// The number of fixes in `files`.
    pub applied: usize,
    /// The number of fixes left out because they touch what another one changes. A second run
    /// over the changed files finds what is left of them; it is worth trying as long as
    /// `applied` is not 0.
    pub postponed: usize,
}

/// A file and what it becomes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FileChange<'a> {
    /// The text in [`Sources`].
    pub source: SourceId,
    /// Its name there.
    pub name: &'a str,
    /// The text as it was read: without a byte order mark, decoded if it was UTF-16.
    pub before: &'a str,
    /// The text with the fixes in it.
    pub after: String,
}

impl FileChange<'_> {
    /// The bytes to write, given those that the file has now: a byte order mark stays.
    ///
    /// `None` when the file is not the text that was checked: it changed meanwhile, or it is not
    /// UTF-8 (Helm reads UTF-16, too). Such a file must be left alone.
    #[must_use]
    pub fn bytes(&self, file: &[u8]) -> Option<Vec<u8>> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        let text = file.strip_suffix(self.before.as_bytes())?;
        (text.is_empty() || text == MARK).then(|| [text, self.after.as_bytes()].concat())
    }
}

/// Makes the fixes in their order; one that touches what an earlier one changes is postponed.
///
/// The same edits asked for twice are made once and count as applied twice.
#[must_use]
pub fn apply<'a>(fixes: &[&Fix], sources: &'a Sources) -> Applied<'a> {
    let mut taken = Taken::default();
    let (mut applied, mut postponed) = (0, 0);
    for fix in fixes.iter().filter(|fix| !fix.edits.is_empty()) {
        if taken.has_all(fix) {
            applied += 1;
        } else if is_sound(fix, sources) && taken.has_room_for(fix) {
            taken.take(fix);
            applied += 1;
        } else {
            postponed += 1;
        }
    }
    let files = taken.by_source.into_iter().filter_map(|(source, edits)| {
        let file = sources.get(source)?;
        Some(FileChange {
            source,
            name: file.name(),
            before: file.text(),
            after: splice(file.text(), &edits)?,
        })
    });
    Applied {
        files: files.collect(),
        applied,
        postponed,
    }
}

/// The text with the edits made; `None` if they overlap or do not fit into the text.
pub(crate) fn splice(text: &str, edits: &[Edit]) -> Option<String> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        out.push_str(text.get(at..start)?);
        text.get(start..end)?;
        out.push_str(&edit.text);
        at = end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

/// Whether the edits of a fix can be made at all.
fn is_sound(fix: &Fix, sources: &Sources) -> bool {
    let mut by_source: BTreeMap<SourceId, Vec<Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        let edits = by_source.entry(edit.span.source).or_default();
        edits.push(edit.clone());
    }
    by_source.iter().all(|(source, edits)| {
        let file = sources.get(*source);
        file.is_some_and(|file| splice(file.text(), edits).is_some())
    })
}

/// The edits that are to be made, and what they rely on.
#[derive(Default)]
struct Taken {
    by_source: BTreeMap<SourceId, Vec<Edit>>,
    /// Disjoint, so that their ends are in order, too.
    ranges: BTreeMap<(SourceId, u32, u32), String>,
    staying: BTreeSet<(SourceId, u32)>,
    added: BTreeSet<(SourceId, u32, Arc<str>)>,
}

impl Taken {
    fn has_all(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|edit| {
            let Span { source, start, end } = edit.span;
            self.ranges.get(&(source, start, end)) == Some(&edit.text)
        })
    }

    fn has_room_for(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|edit| {
            let Span { source, start, end } = edit.span;
            let free = !self.is_touched(edit.span);
            let unclaimed = start >= end
                || self
                    .staying
                    .range((source, start)..(source, end))
                    .next()
                    .is_none();
            free && unclaimed
                && edit.claims.iter().all(|claim| match claim {
                    Claim::Stays(at) => !self.is_changed(source, *at),
                    Claim::Adds(map, key) => !self.added.contains(&(source, *map, key.clone())),
                })
        })
    }

    fn take(&mut self, fix: &Fix) {
        for edit in &fix.edits {
            let Span { source, start, end } = edit.span;
            self.ranges.insert((source, start, end), edit.text.clone());
            for claim in &edit.claims {
                match claim {
                    Claim::Stays(at) => {
                        self.staying.insert((source, *at));
                    }
                    Claim::Adds(map, key) => {
                        self.added.insert((source, *map, key.clone()));
                    }
                }
            }
            self.by_source.entry(source).or_default().push(edit.clone());
        }
    }

    /// Whether a range overlaps a taken one. An insertion overlaps what it touches: which of two
    /// texts comes first there nobody can say.
    fn is_touched(&self, span: Span) -> bool {
        let Span { source, start, end } = span;
        self.ranges
            .range(..=(source, end, u32::MAX))
            .rev()
            .map(|((of, from, to), _)| (*of, *from, *to))
            .take_while(|(of, _, to)| *of == source && *to >= start)
            .any(|(_, from, to)| {
                let inserts = start == end || from == to;
                inserts || (from < end && start < to)
            })
    }

    /// Whether a taken edit replaces this byte.
    fn is_changed(&self, source: SourceId, at: u32) -> bool {
        self.ranges
            .range(..=(source, at, u32::MAX))
            .rev()
            .take_while(|((of, _, to), _)| *of == source && *to >= at)
            .any(|((_, _, to), _)| *to > at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(source: SourceId, start: usize, end: usize, text: &str) -> Edit {
        Edit::replace(Span::new(source, start, end), text)
    }

    fn run(text: &str, fixes: impl Fn(SourceId) -> Vec<Vec<Edit>>) -> (String, usize, usize) {
        let mut sources = Sources::new();
        let source = sources.add("v.yaml", text);
        let fixes: Vec<Fix> = fixes(source)
            .into_iter()
            .map(|edits| Fix::safe("mend", edits))
            .collect();
        let applied = apply(&fixes.iter().collect::<Vec<_>>(), &sources);
        let after = applied.files.first().map(|file| file.after.clone());
        (
            after.unwrap_or_default(),
            applied.applied,
            applied.postponed,
        )
    }

    #[test]
    fn edits_are_made_in_the_order_of_the_text() {
        let done = run("abcdef", |at| {
            vec![
                vec![edit(at, 4, 5, "E")],
                vec![edit(at, 0, 1, "A"), edit(at, 2, 2, "-")],
            ]
        });
        assert_eq!(done, ("Ab-cdEf".to_owned(), 2, 0));
    }

    #[test]
    fn what_overlaps_waits_as_a_whole() {
        let done = run("abcdef", |at| {
            vec![
                vec![edit(at, 1, 3, "")],
                vec![edit(at, 2, 4, "x"), edit(at, 5, 6, "y")],
                vec![edit(at, 3, 4, "D")],
            ]
        });
        assert_eq!(done, ("aDef".to_owned(), 2, 1));
    }

    #[test]
    fn an_insertion_waits_where_it_touches_a_change() {
        for (start, end) in [(1, 3), (3, 5), (3, 3), (2, 4)] {
            let done = run("abcdef", |at| {
                vec![vec![edit(at, 3, 3, "+")], vec![edit(at, start, end, "-")]]
            });
            assert_eq!(done, ("abc+def".to_owned(), 1, 1), "{start}..{end}");
        }
    }

    #[test]
    fn the_same_fix_twice_is_made_once() {
        let done = run("ab", |at| {
            vec![vec![edit(at, 0, 1, "x")], vec![edit(at, 0, 1, "x")]]
        });
        assert_eq!(done, ("xb".to_owned(), 2, 0));
    }

    #[test]
    fn what_one_relies_on_no_other_may_take_away() {
        let stays = |at| edit(at, 0, 1, "").claiming(Claim::Stays(4));
        let takes = |at| edit(at, 3, 5, "");
        let apart = |at| edit(at, 1, 2, "").claiming(Claim::Stays(4));
        let done = run("abcdef", |at| vec![vec![stays(at)], vec![takes(at)]]);
        assert_eq!(done, ("bcdef".to_owned(), 1, 1));
        let done = run("abcdef", |at| vec![vec![takes(at)], vec![stays(at)]]);
        assert_eq!(done, ("abcf".to_owned(), 1, 1));
        let done = run("abcdef", |at| vec![vec![stays(at)], vec![apart(at)]]);
        assert_eq!(done, ("cdef".to_owned(), 2, 0));
        let adds = |at, start| edit(at, start, start + 1, "k").claiming(Claim::Adds(0, "k".into()));
        let done = run("abcdef", |at| vec![vec![adds(at, 0)], vec![adds(at, 4)]]);
        assert_eq!(done, ("kbcdef".to_owned(), 1, 1));
    }

    #[test]
    fn edits_outside_of_the_text_are_not_made() {
        let done = run("é", |at| {
            vec![
                vec![edit(at, 0, 9, "x")],
                vec![edit(at, 0, 1, "x")],
                vec![Edit::replace(Span::NOWHERE, "x")],
                vec![edit(at, 0, 2, "x"), edit(at, 0, 2, "y")],
            ]
        });
        assert_eq!(done, (String::new(), 0, 4));
    }

    #[test]
    fn a_file_is_written_only_if_it_is_what_was_checked() {
        let mut sources = Sources::new();
        let source = sources.add("v.yaml", "a");
        let fix = Fix::safe("mend", vec![edit(source, 0, 1, "é")]);
        let applied = apply(&[&fix], &sources);
        let file = &applied.files[0];
        assert_eq!(file.bytes(b"a").as_deref(), Some("é".as_bytes()));
        let marked = file.bytes(b"\xEF\xBB\xBFa");
        assert_eq!(marked.as_deref(), Some("\u{FEFF}é".as_bytes()));
        for other in [&b"b"[..], b"", b"ba", b"\xFF\xFEa\0", b"\xFE\xFF\0a"] {
            assert_eq!(file.bytes(other), None, "{other:?}");
        }
    }
}
