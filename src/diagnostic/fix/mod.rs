//! How a finding can be mended in the author's files.

mod apply;
#[cfg(feature = "cli")]
mod diff;

use std::sync::Arc;

use crate::source::Span;
pub(crate) use apply::splice;
pub use apply::{Applied, FileChange, apply};
#[cfg(feature = "cli")]
pub use diff::diff;

/// Whether a fix may be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Applicability {
    /// It does what the author meant: `--fix`.
    Safe,
    /// It changes what reaches the cluster, or guesses: `--unsafe-fixes`.
    Unsafe,
}

/// A change of one or several files that belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// What it does, an imperative in lower case: ``remove `timeout` ``.
    pub title: String,
    /// Whether it may be made without asking.
    pub applicability: Applicability,
    /// The edits: of no overlap, in any order, at least one.
    pub edits: Vec<Edit>,
}

/// Replaces a range of a source by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// By what; empty to delete.
    pub text: String,
    /// What the other fixes of a run must not do if this one is made.
    claims: Vec<Claim>,
}

/// What an edit relies on beyond the range it replaces. Two removals that leave one entry each
/// would together leave none, and two renames would together give one key twice, although their
/// ranges are far apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// The byte at this offset stays: it begins an entry or item that is counted on.
    Stays(u32),
    /// Nobody else adds this key to the map that begins at this offset.
    Adds(u32, Arc<str>),
}

impl Fix {
    /// A fix that may be made without asking.
    #[must_use]
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix {
            title: title.into(),
            applicability: Applicability::Safe,
            edits,
        }
    }

    /// A fix that the author must ask for.
    #[must_use]
    pub fn risky(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Fix {
            applicability: Applicability::Unsafe,
            ..Fix::safe(title, edits)
        }
    }
}

impl Edit {
    /// Replaces what stands at a place.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Edit {
            span,
            text: text.into(),
            claims: Vec::new(),
        }
    }

    /// Relies on this, too.
    pub(crate) fn claiming(mut self, claim: Claim) -> Self {
        self.claims.push(claim);
        self
    }
}
