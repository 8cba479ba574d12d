//! A parsed expression.

use super::class::Class;

/// The number of a [`Node`] in its [`Tree`].
pub(super) type Id = usize;

/// An expression as nodes that name their parts by number. A part always has a lower number than
/// what it is part of, so that questions are answered by walking the list, without recursion.
#[derive(Debug, Clone)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    pub root: Id,
    /// How many capturing groups there are.
    pub groups: usize,
}

/// A part of an expression.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub kind: Kind,
    /// The byte offset at which the part starts.
    pub at: usize,
}

/// What a part of an expression is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// Matches the empty text.
    Empty,
    /// One character. A number, because `\x{D800}` is accepted though no text contains it.
    Literal { code: u32, fold: bool },
    /// `.`
    Any { newline: bool },
    /// `[...]`, `\d`, `\pL` ...
    Class(Class),
    /// `^`, `\b` ...
    Assertion(Assertion),
    /// `(...)`, capturing.
    Group(Id),
    /// One part after the other, at least two.
    Concat(Vec<Id>),
    /// One part or another, at least two.
    Alternate(Vec<Id>),
    /// `body{min,max}`; without a maximum there is no end.
    Repeat {
        body: Id,
        min: u32,
        max: Option<u32>,
    },
}

/// What must hold between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Assertion {
    StartOfText,
    EndOfText,
    StartOfLine,
    EndOfLine,
    EdgeOfWord,
    NoEdgeOfWord,
}

impl Tree {
    /// What the part with this number is.
    pub fn kind(&self, id: Id) -> &Kind {
        self.nodes.get(id).map_or(&Kind::Empty, |node| &node.kind)
    }
}
