//! What a finding is: a code, a message in the author's terms, the places involved, and what to
//! write instead. How it looks on a terminal is the business of the renderers.

pub mod codes;
#[cfg(feature = "render")]
mod excerpt;
pub mod fix;
#[cfg(feature = "formats")]
pub mod format;
#[cfg(feature = "render")]
pub mod render;

pub use codes::Code;
pub use fix::{Applicability, Edit, Fix};

use std::fmt::{self, Write as _};

use crate::source::{Sources, Span};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Compiles, but surely not what was meant.
    Warning,
    /// Nothing is compiled.
    Error,
}

/// `error`, `warning` or `info`.
impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        })
    }
}

/// A place and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place; never [`Span::NOWHERE`].
    pub span: Span,
    /// What stands beside the marker. May be empty.
    pub text: String,
}

/// Something found in the author's files.
///
/// All its texts are written as rustc writes them: they begin in lower case and have no full stop
/// at the end.
///
/// An *error* ([`crate::Error`]) says that rutter could not run; a diagnostic says that it ran
/// and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Which kind of finding this is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One line: what is wrong, in the author's terms.
    pub message: String,
    /// The place to look at first. `None` only where no file can be named.
    pub primary: Option<Label>,
    /// Other places that take part.
    pub secondary: Vec<Label>,
    /// Why it is so, one paragraph each.
    pub notes: Vec<String>,
    /// What to write instead, one paragraph each.
    pub helps: Vec<String>,
    /// How to change the author's files so that this is no longer found.
    pub fix: Option<Fix>,
    /// The field of an object that this is about.
    pub field: Option<ObjectField>,
    /// With which sets of values this was found, where several were looked at; else empty.
    pub seen_with: Vec<String>,
}

/// A field of a compiled object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ObjectField {
    /// `VirtualService`
    pub kind: &'static str,
    /// The object's name.
    pub name: String,
    /// The field, `spec.http[0].timeout`.
    pub path: String,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            helps: Vec::new(),
            fix: None,
            field: None,
            seen_with: Vec::new(),
        }
    }

    /// A finding that stops the compilation.
    #[must_use]
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A finding that does not stop the compilation.
    #[must_use]
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A finding that is worth knowing.
    #[must_use]
    pub fn info(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message)
    }

    /// The place to look at first, and the words beside its marker.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        if !span.is_nowhere() {
            self.primary = Some(Label {
                span,
                text: text.into(),
            });
        }
        self
    }

    /// Another place that takes part.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        if !span.is_nowhere() {
            self.secondary.push(Label {
                span,
                text: text.into(),
            });
        }
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.helps.push(text.into());
        self
    }

    /// All of it but the author's text on one line: `file:line:column: error[RT0001]: message; help:
    /// what to write instead`.
    #[must_use]
    pub fn line(&self, sources: &Sources) -> String {
        let mut line = String::new();
        let place = self.primary.as_ref().map(|label| label.span);
        if let Some((file, at)) = place.and_then(|span| sources.place(span)) {
            let _ = write!(line, "{file}:{}:{}: ", at.line, at.column);
        }
        let _ = write!(line, "{}[{}]: {}", self.severity, self.code, self.message);
        for help in &self.helps {
            let _ = write!(line, "; help: {help}");
        }
        // Neither a file's name nor what is quoted from it may break the line.
        line.replace(|c: char| c.is_control(), " ")
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn fixed_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
