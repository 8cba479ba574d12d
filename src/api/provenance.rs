//! Which line of the author's is behind which field of an object.

use crate::ingress::Compiled;
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
    /// The same place, for a [`Diagnostic`](crate::diagnostic::Diagnostic).
    pub span: Span,
}

impl Provenance {
    pub(super) fn new(compiled: Vec<Compiled>) -> Self {
        Provenance { compiled }
    }

    /// The place behind a field of an object: `object` counts the objects of the compilation from
    /// 0, `field` is a path such as `spec.http[0].match[1].uri`. Where the field itself is not the
    /// author's, the nearest one around it; `None` where nothing around it is, either.
    #[must_use]
    pub fn span(&self, object: usize, field: &str) -> Option<Span> {
        self.compiled.get(object)?.place(field)
    }

    /// [`Provenance::span`], as file, line and column in these texts, which are those of the same
    /// compilation.
    #[must_use]
    pub fn origin<'s>(
        &self,
        object: usize,
        field: &str,
        sources: &'s Sources,
    ) -> Option<Origin<'s>> {
        Origin::of(self.span(object, field)?, sources)
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
            span,
        })
    }
}
