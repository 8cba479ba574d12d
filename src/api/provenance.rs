//! Which line of the author's is behind which field of an object.

use std::fmt;

use crate::ingress::{Compiled, part};
use crate::source::{Position, Sources, Span};

/// Where the fields of the objects come from.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    compiled: Vec<Compiled>,
}

/// A place in the author's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Origin<'s> {
    /// The file as it was given, `charts/pad/values.yaml`; `<--set 2>` for the second `--set`.
    pub file: &'s str,
    /// Where it begins.
    pub start: Position,
    /// One past its last character.
    pub end: Position,
    /// What stands there.
    pub text: &'s str,
    /// Whether this is the place of what was asked for, and not of something around it.
    pub exact: bool,
    /// The same place, for a [`Diagnostic`](crate::diagnostic::Diagnostic).
    pub span: Span,
}

impl Provenance {
    pub(super) fn new(compiled: Vec<Compiled>) -> Self {
        Provenance { compiled }
    }

    /// The place behind a field of an object: `object` counts the objects of the compilation from
    /// 0, `field` is a path such as `spec.http[0].match[1].uri`; `sources` are those of the same
    /// compilation. Where the field itself is not the author's it is the nearest one around it, and
    /// not [`exact`](Origin::exact). `None` where the object has no such field, or nothing around it
    /// is the author's.
    #[must_use]
    pub fn origin<'s>(
        &self,
        object: usize,
        field: &str,
        sources: &'s Sources,
    ) -> Option<Origin<'s>> {
        let compiled = self.compiled.get(object)?;
        part(&compiled.object.to_node(), field)?;
        let (span, exact) = compiled.nearest(field)?;
        let origin = Origin::of(span, sources)?;
        Some(Origin { exact, ..origin })
    }
}

/// `file:line:column`, as editors understand it.
impl fmt::Display for Origin<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.start.line, self.start.column)
    }
}

impl<'s> Origin<'s> {
    /// The place of a span; `None` for [`Span::NOWHERE`] and for spans of other sources.
    #[must_use]
    pub fn of(span: Span, sources: &'s Sources) -> Option<Self> {
        let source = sources.get(span.source)?;
        Some(Origin {
            file: source.name(),
            start: source.position(span.start),
            end: source.position(span.end),
            text: sources.text(span),
            exact: true,
            span,
        })
    }
}
