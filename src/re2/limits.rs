//! How deep and how large RE2 lets an expression be.
//!
//! An expression of at most 1024 bytes, all that Istio takes, exceeds neither the depth nor the
//! size; they are counted as Go 1.26 does but for its rearranging of alternatives that start
//! alike, which can change both a little. Go's third limit, on the ranges of all classes together,
//! takes more than 50,000 bytes to reach and is not counted.

use super::problem::ProblemKind;
use super::tree::{Id, Kind};

/// The greatest depth (`maxHeight` in Go's regexp/syntax/parse.go).
const DEPTH: u32 = 1000;
/// The greatest number of steps: 128 MiB of 40 bytes each (`maxSize` in the same file).
const SIZE: u64 = (128 << 20) / 40;

/// What the limits say of a part of an expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    depth: u32,
    size: u64,
    /// How often the innermost part is repeated by counts within counts.
    pub copies: u32,
    shape: Shape,
}

/// What Go would join a part with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Plain text; text in which case counts is not joined with text in which it does not.
    Text {
        fold: bool,
        single: bool,
    },
    /// One character of several.
    Class,
    Concat,
    Alternate,
    Other,
}

impl Measure {
    /// The limit that a part exceeds. Size is a matter only of expressions with counts.
    pub fn exceeded(&self, counts: bool) -> Option<ProblemKind> {
        if self.depth > DEPTH {
            Some(ProblemKind::TooDeep)
        } else if counts && self.size > SIZE {
            Some(ProblemKind::TooLarge)
        } else {
            None
        }
    }

    /// The depth of a part within another, which swallows parts of its own shape.
    fn depth_within(&self, shape: Shape) -> u32 {
        if self.shape == shape {
            self.depth
        } else {
            self.depth + 1
        }
    }

    fn is_single(&self) -> bool {
        matches!(self.shape, Shape::Class | Shape::Text { single: true, .. })
    }
}

/// Measures a part, given the measures of its own parts.
pub(super) fn measure(kind: &Kind, measures: &[Measure]) -> Measure {
    let plain = |shape| Measure {
        depth: 1,
        size: 1,
        copies: 1,
        shape,
    };
    let of = |id: &Id| measures.get(*id).copied().unwrap_or(plain(Shape::Other));
    match kind {
        Kind::Literal { fold, .. } => plain(Shape::Text {
            fold: *fold,
            single: true,
        }),
        Kind::Any { .. } | Kind::Class(_) => plain(Shape::Class),
        Kind::Empty | Kind::Assertion(_) => plain(Shape::Other),
        Kind::Group(body) => {
            let body = of(body);
            Measure {
                depth: body.depth + 1,
                size: body.size + 2,
                shape: Shape::Other,
                ..body
            }
        }
        Kind::Concat(parts) => {
            let mut whole = together(parts, of, Shape::Concat);
            if let Some(Shape::Text { fold, .. }) = parts.first().map(|first| of(first).shape)
                && parts.iter().all(|part| matches!(of(part).shape, Shape::Text { fold: other, .. } if other == fold))
            {
                whole.shape = Shape::Text { fold, single: false };
                whole.depth = 1;
            }
            whole
        }
        Kind::Alternate(parts) => {
            if parts.iter().all(|part| of(part).is_single()) {
                return plain(Shape::Class);
            }
            let mut whole = together(parts, of, Shape::Alternate);
            whole.size = whole.size.saturating_add(parts.len() as u64 - 1);
            whole
        }
        Kind::Repeat { body, min, max } => repeated(of(body), *min, *max),
    }
}

fn together(parts: &[Id], of: impl Fn(&Id) -> Measure, shape: Shape) -> Measure {
    let mut whole = Measure {
        depth: 1,
        size: 0,
        copies: 1,
        shape,
    };
    for part in parts.iter().map(of) {
        whole.depth = whole.depth.max(part.depth_within(shape));
        whole.size = whole.size.saturating_add(part.size);
        whole.copies = whole.copies.max(part.copies);
    }
    whole
}

fn repeated(body: Measure, min: u32, max: Option<u32>) -> Measure {
    let copies = match max {
        Some(0) => 1,
        _ => max.unwrap_or(min).max(1).saturating_mul(body.copies),
    };
    let size = match max {
        Some(max) => u64::from(max)
            .saturating_mul(body.size)
            .saturating_add(u64::from(max - min.min(max))),
        None if min == 0 => body.size.saturating_add(2),
        None => u64::from(min).saturating_mul(body.size).saturating_add(1),
    };
    Measure {
        depth: body.depth + 1,
        size: size.max(1),
        copies,
        shape: Shape::Other,
    }
}
