//! Whether an expression provably matches everything, or every path.

use super::Match;
use super::matching::accepts;
use super::tree::{Assertion, Id, Kind, Tree};

/// What a part certainly matches among the texts without a line break; each fact that is false
/// is merely not known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Coverage {
    /// The empty text.
    pub empty: bool,
    /// Every single character.
    one: bool,
    /// Every text but the empty one.
    pub some: bool,
    /// The text `/`.
    slash: bool,
    /// Every text that starts with `/`.
    pub path: bool,
}

impl Coverage {
    const NOTHING: Self = Self {
        empty: false,
        one: false,
        some: false,
        slash: false,
        path: false,
    };
    const EMPTY: Self = Self {
        empty: true,
        ..Self::NOTHING
    };

    /// Every text.
    pub fn all(&self) -> bool {
        self.empty && self.some
    }

    /// Adds what follows from what is known.
    fn closed(mut self) -> Self {
        self.one |= self.some;
        self.path |= self.some;
        self.slash |= self.one || self.path;
        self
    }

    fn or(self, other: Self) -> Self {
        Self {
            empty: self.empty || other.empty,
            one: self.one || other.one,
            some: self.some || other.some,
            slash: self.slash || other.slash,
            path: self.path || other.path,
        }
    }

    fn then(self, next: Self) -> Self {
        // Either part may be matched by the empty text; else each takes its share.
        let either = |a: bool, b: bool| a && next.empty || self.empty && b;
        Self {
            empty: self.empty && next.empty,
            one: either(self.one, next.one),
            some: either(self.some, next.some) || self.one && next.all() || self.all() && next.one,
            slash: either(self.slash, next.slash),
            path: either(self.path, next.path) || self.slash && next.all(),
        }
        .closed()
    }

    fn repeated(self, min: u32, max: Option<u32>) -> Self {
        let mut result = match (min, max) {
            (_, Some(0)) => return Self::EMPTY,
            (0 | 1, _) => self,
            // What also matches the empty text loses nothing by being repeated.
            _ if self.empty => self,
            _ => Self::NOTHING,
        };
        result.empty |= min == 0;
        result.some |= self.one && min <= 1 && max.is_none();
        result.closed()
    }
}

/// What the whole expression certainly matches.
pub(super) fn of(tree: &Tree) -> Coverage {
    let edges = edges(tree);
    let mut known: Vec<Coverage> = Vec::with_capacity(tree.nodes.len());
    for (id, node) in tree.nodes.iter().enumerate() {
        let of = |id: &Id| known.get(*id).copied().unwrap_or_default();
        let coverage = match &node.kind {
            Kind::Empty => Coverage::EMPTY,
            Kind::Literal { .. } => single(&node.kind, false),
            Kind::Any { .. } => single(&node.kind, true),
            Kind::Class(class) => single(&node.kind, class.has_all_of_a_line()),
            Kind::Assertion(assertion) => {
                let (start, end) = edges.get(id).copied().unwrap_or_default();
                let holds = match assertion {
                    Assertion::StartOfText | Assertion::StartOfLine => start,
                    Assertion::EndOfText | Assertion::EndOfLine => end,
                    Assertion::EdgeOfWord | Assertion::NoEdgeOfWord => false,
                };
                if holds {
                    Coverage::EMPTY
                } else {
                    Coverage::NOTHING
                }
            }
            Kind::Group(body) => of(body),
            Kind::Concat(parts) => parts.iter().map(of).fold(Coverage::EMPTY, Coverage::then),
            Kind::Alternate(parts) => parts.iter().map(of).fold(Coverage::NOTHING, Coverage::or),
            Kind::Repeat { body, min, max } => of(body).repeated(*min, *max),
        };
        known.push(coverage);
    }
    known.get(tree.root).copied().unwrap_or_default()
}

/// What a part that stands for one character covers.
fn single(kind: &Kind, one: bool) -> Coverage {
    let slash = accepts(kind, '/') == Match::Yes;
    Coverage {
        one,
        slash,
        ..Coverage::NOTHING
    }
}

/// For each part, whether it can only stand at the very start and the very end of a text.
fn edges(tree: &Tree) -> Vec<(bool, bool)> {
    let mut edges = vec![(false, false); tree.nodes.len()];
    if let Some(root) = edges.get_mut(tree.root) {
        *root = (true, true);
    }
    // From the whole to its parts, whose numbers are lower.
    for (id, node) in tree.nodes.iter().enumerate().rev() {
        let (start, end) = edges.get(id).copied().unwrap_or_default();
        let mut set = |part: &Id, at: (bool, bool)| {
            if let Some(edge) = edges.get_mut(*part) {
                *edge = at;
            }
        };
        let is_assertion = |part: &&Id| matches!(tree.kind(**part), Kind::Assertion(_));
        match &node.kind {
            Kind::Group(body) => set(body, (start, end)),
            Kind::Alternate(parts) => parts.iter().for_each(|part| set(part, (start, end))),
            Kind::Concat(parts) => {
                let leading = parts.iter().take_while(is_assertion).count();
                let trailing = parts.iter().rev().take_while(is_assertion).count();
                for (index, part) in parts.iter().enumerate() {
                    set(
                        part,
                        (
                            start && index <= leading,
                            end && index + trailing + 1 >= parts.len(),
                        ),
                    );
                }
            }
            _ => {}
        }
    }
    edges
}
