//! What a check is given, and how it tells what it found.

use std::cell::OnceCell;

use super::object::{Index, Object};
use crate::Release;
use crate::diagnostic::{Code, Diagnostic, Fix, Label, ObjectField, Severity};
use crate::istio::Version;
use crate::source::{Sources, Span};
use crate::yaml::Node;

/// What a check is given besides the part of an object that it looks at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The version of Istio that is checked for.
    pub istio: Version,
    /// The author's files.
    pub sources: &'a Sources,
    /// The release.
    pub release: &'a Release,
    /// All objects of the chart.
    pub objects: &'a [Object<'a>],
    /// Where to point when nothing of the author's stands behind a part: the key that switches
    /// ingress on.
    pub(super) fallback: Span,
    /// The parts of each object, found when the first finding asks for them.
    pub(super) indexes: Vec<OnceCell<Index<'a>>>,
    /// The code of the rule whose turn it is.
    pub(super) code: Code,
    pub(super) severity: Severity,
    pub(super) findings: Vec<Diagnostic>,
}

/// A finding in the making.
#[derive(Debug)]
pub struct Finding<'c>(&'c mut Diagnostic);

impl Context<'_> {
    /// Tells a finding at a part of an object, or at a value of the stanza.
    ///
    /// The message is one line that begins in lower case and has no full stop: what is wrong, in
    /// the words of someone who writes values.
    pub fn report(&mut self, at: &Node, message: impl Into<String>) -> Finding<'_> {
        let (span, field) = self.place(at);
        self.push(span, field, message.into())
    }

    /// Tells a finding at a key of a map; at the map where nobody wrote the key.
    pub fn report_key(&mut self, map: &Node, key: &str, message: impl Into<String>) -> Finding<'_> {
        let Some(entry) = map.as_map().and_then(|map| map.entry(key)) else {
            return self.report(map, message);
        };
        let (span, field) = self.place(&entry.value);
        let span = match entry.key_span {
            key if self.is_authors(key) => key,
            _ => span,
        };
        self.push(span, field, message.into())
    }

    /// Tells a finding at a place in a file.
    pub fn report_at(&mut self, span: Span, message: impl Into<String>) -> Finding<'_> {
        let span = if self.is_authors(span) {
            span
        } else {
            self.fallback
        };
        self.push(span, None, message.into())
    }

    /// The place in the author's files that is behind a part of an object or a value.
    #[must_use]
    pub fn span(&self, part: &Node) -> Span {
        self.place(part).0
    }

    /// Whether a place is in something that an author wrote, not on the command line.
    #[must_use]
    pub fn is_authors(&self, span: Span) -> bool {
        self.sources
            .get(span.source)
            .is_some_and(|source| source.name() != crate::release::COMMAND_LINE)
    }

    fn place(&self, part: &Node) -> (Span, Option<ObjectField>) {
        let found = self
            .objects
            .iter()
            .zip(&self.indexes)
            .find_map(|(object, index)| {
                let index = index.get_or_init(|| Index::of(object.node));
                Some((object, index.spot(part)?))
            });
        let span = found.as_ref().map_or(part.span, |(_, spot)| spot.span);
        let field = found.map(|(object, spot)| ObjectField {
            kind: object.kind,
            name: object.name.to_owned(),
            path: spot.path,
        });
        let span = if self.is_authors(span) {
            span
        } else {
            self.fallback
        };
        (span, field)
    }

    fn push(&mut self, span: Span, field: Option<ObjectField>, message: String) -> Finding<'_> {
        let mut diagnostic = Diagnostic::new(self.code, self.severity, message).at(span, "");
        diagnostic.field = field;
        self.findings.push(diagnostic);
        // There is one: it was pushed right now.
        let last = self.findings.len() - 1;
        #[allow(clippy::indexing_slicing)]
        Finding(&mut self.findings[last])
    }
}

impl Finding<'_> {
    /// What stands beside the marker, a few words.
    pub fn label(self, text: impl Into<String>) -> Self {
        if let Some(primary) = &mut self.0.primary {
            primary.text = text.into();
        }
        self
    }

    /// Another place that takes part.
    pub fn also(self, span: Span, text: impl Into<String>) -> Self {
        if !span.is_nowhere() {
            self.0.secondary.push(Label {
                span,
                text: text.into(),
            });
        }
        self
    }

    /// Why it matters, in terms of traffic.
    pub fn note(self, text: impl Into<String>) -> Self {
        self.0.notes.push(text.into());
        self
    }

    /// What to write instead.
    pub fn help(self, text: impl Into<String>) -> Self {
        self.0.helps.push(text.into());
        self
    }

    /// How to mend it, where that can be done for certain.
    pub fn fix(self, fix: Option<Fix>) -> Self {
        self.0.fix = fix;
        self
    }
}
