//! Regular expressions as Istio and Envoy understand them: RE2's syntax.
//!
//! `parse` accepts what Go's `regexp` accepts (Go 1.26, `regexp/syntax/parse.go`), with which
//! Istio judges expressions, and says of anything else what is wrong and where. A [`Regex`]
//! answers questions about what it matches; Envoy compares a route's expression with the *whole*
//! text, never a part of it, and so does everything here. An answer that would need tables of
//! Unicode, or too much work, is *unknown*, never wrong.
//!
//! ```
//! use rutter::re2::{self, Match};
//!
//! # fn main() -> Result<(), re2::Problem> {
//! let regex = re2::parse(r"/shop/\d+(/.*)?")?;
//! assert_eq!(regex.matches_whole("/shop/17/cart"), Match::Yes);
//! assert_eq!(regex.matches_whole("/old/shop/17"), Match::No);
//! assert_eq!(regex.literal_prefix(), ("/shop/".to_owned(), false));
//!
//! let problem = re2::parse("/shop/(?!old)").unwrap_err();
//! assert_eq!(problem.to_string(), "look-ahead `(?!` does not exist in RE2");
//! assert_eq!((problem.start, problem.end), (6, 9));
//! # Ok(())
//! # }
//! ```

mod class;
mod coverage;
mod escape;
mod fold;
mod group;
mod limits;
mod matching;
mod parse;
mod problem;
mod program;
mod shape;
mod subset;
#[cfg(test)]
mod tests;
mod tree;
mod unicode;

use std::sync::OnceLock;

pub use problem::{Problem, ProblemKind};

/// An expression that RE2 accepts.
#[derive(Debug, Clone)]
pub struct Regex {
    text: String,
    tree: tree::Tree,
    /// Made when something is first matched; `None` if it is too large.
    program: OnceLock<Option<program::Program>>,
}

/// Whether something matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The answer needs tables of Unicode or too much work.
    Unknown,
}

impl Match {
    fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, Self::No) => Self::No,
            _ => Self::Unknown,
        }
    }

    fn negate_if(self, negate: bool) -> Self {
        match self {
            Self::Yes if negate => Self::No,
            Self::No if negate => Self::Yes,
            same => same,
        }
    }
}

impl From<bool> for Match {
    fn from(matches: bool) -> Self {
        if matches { Self::Yes } else { Self::No }
    }
}

/// Reads an expression in RE2's syntax, as Go's `regexp.Compile` does.
///
/// Older versions of Go accept a little less: `(?<name>` since 1.22, names such as `\p{Letter}`
/// since 1.25. Two limits of others are not checked: Istio takes at most 1024 bytes, and Envoy
/// refuses an expression whose program is too large.
///
/// # Errors
///
/// Says what RE2 does not accept, and where.
pub fn parse(pattern: &str) -> Result<Regex, Problem> {
    let tree = parse::parse(pattern)?;
    Ok(Regex {
        text: pattern.to_owned(),
        tree,
        program: OnceLock::new(),
    })
}

impl Regex {
    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many capturing groups there are: the largest `\N` that a rewrite can use.
    pub fn groups(&self) -> usize {
        self.tree.groups
    }

    /// Whether the whole text matches, as Envoy compares a path, a header or a query parameter.
    pub fn matches_whole(&self, text: &str) -> Match {
        self.matches_whole_within(text, &mut { MOST_WORK })
    }

    /// As [`Regex::matches_whole`]; takes the steps that it needs off `left`, and is unknown when
    /// those do not suffice.
    pub(crate) fn matches_whole_within(&self, text: &str, left: &mut usize) -> Match {
        match self.program() {
            Some(program) => matching::whole(&self.tree, program, text, left),
            None => Match::Unknown,
        }
    }

    /// The longest text that is seen to begin every match, and whether the expression matches that
    /// text alone. Anchors do not count; a letter whose case does not count ends the text.
    pub fn literal_prefix(&self) -> (String, bool) {
        shape::literal_prefix(&self.tree)
    }

    /// Whether every text without a line break certainly matches, the empty one included: `.*`,
    /// `^(.*)$`, `[^\n]*`, but not `.+`.
    pub fn matches_everything(&self) -> bool {
        coverage::of(&self.tree).all()
    }

    /// Whether every text without a line break but the empty one certainly matches: `.+`, `.*`.
    pub fn matches_everything_but_empty(&self) -> bool {
        coverage::of(&self.tree).some
    }

    /// Whether every text without a line break that starts with `/` certainly matches: `/.*`,
    /// `.+`, `/(.*)`.
    pub fn matches_every_path(&self) -> bool {
        coverage::of(&self.tree).path
    }

    /// Whether every text that this expression matches is matched by the other too; `None` if that
    /// is unknown. Only texts without a line break count: neither a path nor a header has one.
    pub fn is_subset_of(&self, other: &Self) -> Option<bool> {
        self.is_subset_within(other, &mut { MOST_WORK })
    }

    /// As [`Regex::is_subset_of`]; takes the steps that it needs off `left`, and is unknown when
    /// those do not suffice.
    pub(crate) fn is_subset_within(&self, other: &Self, left: &mut usize) -> Option<bool> {
        if self.text == other.text || other.matches_everything() {
            return Some(true);
        }
        subset::subset(
            (&self.tree, self.program()?),
            (&other.tree, other.program()?),
            left,
        )
    }

    /// The byte offsets of the dots that stand between two letters or digits and are not repeated,
    /// as in `example.com`: most likely a plain dot is meant, `\.`.
    pub fn unescaped_dots(&self) -> Vec<usize> {
        shape::unescaped_dots(&self.tree)
    }

    /// Whether the expression starts with `^` or `\A`, which changes nothing where the whole text
    /// must match. False for alternatives (`^a|b`), where an anchor belongs to one of them.
    pub fn starts_with_anchor(&self) -> bool {
        shape::starts_with_anchor(&self.tree)
    }

    /// Whether the expression ends with `$` or `\z`; as [`Regex::starts_with_anchor`].
    pub fn ends_with_anchor(&self) -> bool {
        shape::ends_with_anchor(&self.tree)
    }

    fn program(&self) -> Option<&program::Program> {
        self.program
            .get_or_init(|| program::compile(&self.tree))
            .as_ref()
    }
}

/// The most steps that one answer may take.
const MOST_WORK: usize = 5_000_000;

/// Takes work off what is left; `None`, and nothing left, when it does not suffice.
fn spend(left: &mut usize, work: usize) -> Option<()> {
    let rest = left.checked_sub(work);
    *left = rest.unwrap_or(0);
    rest.map(|_| ())
}

/// The text from an offset on.
fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// The text between two offsets.
fn slice(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}
