//! Places as the formats need them: which text, from where to where.

use std::borrow::Cow;

use super::Group;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::{Position, Source, Sources, Span};

/// A range of a text.
pub(super) struct Place<'a> {
    source: &'a Source,
    span: Span,
    /// Its first character.
    pub(super) start: Position,
    /// One past its last character.
    pub(super) end: Position,
}

impl<'a> Place<'a> {
    /// Exactly the span.
    pub(super) fn exact(span: Span, sources: &'a Sources) -> Option<Self> {
        let source = sources.get(span.source)?;
        Some(Place {
            source,
            span,
            start: source.position(span.start),
            end: source.position(span.end.max(span.start)),
        })
    }

    /// What a reader would mark: the span without the blanks and line breaks at its end, which
    /// for a block of YAML reach to the next key.
    pub(super) fn marked(span: Span, sources: &'a Sources) -> Option<Self> {
        let kept = sources.text(span).trim_end_matches([' ', '\n', '\r']);
        let end = match kept.len() {
            0 => span.end as usize,
            length => span.start as usize + length,
        };
        Self::exact(Span::new(span.source, span.start as usize, end), sources)
    }

    /// The place to look at first.
    pub(super) fn primary(diagnostic: &Diagnostic, sources: &'a Sources) -> Option<Self> {
        let label = diagnostic.primary.as_ref()?;
        Self::marked(label.span, sources)
    }

    /// The name of the text.
    pub(super) fn name(&self) -> &'a str {
        self.source.name()
    }

    /// Whether the text is a file, and no argument or standard input.
    pub(super) fn is_file(&self) -> bool {
        is_file(self.source)
    }

    /// The offsets of its first byte and of the byte behind its last one.
    pub(super) fn offsets(&self) -> (usize, usize) {
        let within = |offset: u32| (offset as usize).min(self.source.text().len());
        (within(self.span.start), within(self.span.end))
    }

    /// The columns of start and end in bytes of UTF-8, from 1.
    pub(super) fn byte_columns(&self) -> (usize, usize) {
        let column = |offset: usize, position: Position| {
            let line = self.source.line_range(position.line).unwrap_or(0..0);
            offset.saturating_sub(line.start) + 1
        };
        let (start, end) = self.offsets();
        (column(start, self.start), column(end, self.end))
    }

    /// The text of its first line, without the blanks round it.
    pub(super) fn line(&self) -> &'a str {
        let range = self.source.line_range(self.start.line).unwrap_or(0..0);
        self.source.text().get(range).unwrap_or_default().trim()
    }
}

/// A path with the separators of URLs and without `./` before it, as the systems that compare it
/// with the paths of a repository want it.
pub(super) fn repository_path(name: &str) -> Cow<'_, str> {
    let name = name.strip_prefix("./").unwrap_or(name);
    if std::path::MAIN_SEPARATOR == '\\' {
        Cow::Owned(name.replace('\\', "/"))
    } else {
        Cow::Borrowed(name)
    }
}

/// The path under which a finding is filed: that of its place, or else of its chart.
pub(super) fn filed_under<'a>(group: &Group<'a>, place: Option<&Place<'a>>) -> Cow<'a, str> {
    repository_path(place.map_or(group.title, Place::name))
}

/// The fix, if all of it is in files: nothing else can be written back, neither by `--fix` nor by
/// another program.
pub(super) fn fix_of_files<'d>(diagnostic: &'d Diagnostic, sources: &Sources) -> Option<&'d Fix> {
    let fix = diagnostic.fix.as_ref()?;
    let is_in_file = |edit: &Edit| sources.get(edit.span.source).is_some_and(is_file);
    fix.edits.iter().all(is_in_file).then_some(fix)
}

/// The edits of a fix in the order of the texts, with their places.
pub(super) fn placed_edits<'a>(
    fix: &'a Fix,
    sources: &'a Sources,
) -> impl Iterator<Item = (Place<'a>, &'a Edit)> {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    edits
        .into_iter()
        .filter_map(|edit| Some((Place::exact(edit.span, sources)?, edit)))
}

/// Whether the text is a file, and no argument or standard input.
fn is_file(source: &Source) -> bool {
    !(source.name().starts_with('<') && source.name().ends_with('>'))
}
