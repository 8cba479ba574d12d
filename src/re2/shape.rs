//! What an expression looks like: the text it begins with, its anchors, its dots.

use super::tree::{Assertion, Id, Kind, Tree};

/// The text that every match begins with, and whether the expression matches it alone.
pub(super) fn literal_prefix(tree: &Tree) -> (String, bool) {
    let mut prefix = String::new();
    let mut whole = true;
    // Whether an end of the text was seen.
    let mut ended = false;
    let mut pending = vec![Some(tree.root)];
    while let Some(next) = pending.pop() {
        // `None` ends the prefix.
        let Some(id) = next else {
            return (prefix, false);
        };
        match tree.kind(id) {
            Kind::Empty => {}
            Kind::Literal { code, fold } => match char::from_u32(*code) {
                Some(character) if !(ended || *fold && may_have_case(character)) => {
                    prefix.push(character);
                }
                _ => return (prefix, false),
            },
            Kind::Assertion(Assertion::StartOfText | Assertion::StartOfLine) => {
                whole &= prefix.is_empty();
            }
            Kind::Assertion(Assertion::EndOfText) => ended = true,
            Kind::Assertion(_) => whole = false,
            Kind::Group(body) => pending.push(Some(*body)),
            Kind::Concat(parts) => pending.extend(parts.iter().rev().copied().map(Some)),
            Kind::Repeat {
                body,
                min: 1,
                max: Some(1),
            } => pending.push(Some(*body)),
            Kind::Repeat { max: Some(0), .. } => {}
            // The first copy is part of the prefix.
            Kind::Repeat { body, min: 1.., .. } => pending.extend([None, Some(*body)]),
            Kind::Repeat { .. } | Kind::Alternate(_) | Kind::Any { .. } | Kind::Class(_) => {
                return (prefix, false);
            }
        }
    }
    (prefix, whole)
}

/// Whether another character may be equal to this one when case does not count.
fn may_have_case(character: char) -> bool {
    character.is_ascii_alphabetic() || !character.is_ascii()
}

/// Whether the first part is a `^` or `\A`.
pub(super) fn starts_with_anchor(tree: &Tree) -> bool {
    let first = match tree.kind(tree.root) {
        Kind::Concat(parts) => parts.first().copied().unwrap_or(tree.root),
        _ => tree.root,
    };
    matches!(
        tree.kind(first),
        Kind::Assertion(Assertion::StartOfText | Assertion::StartOfLine)
    )
}

/// Whether the last part is a `$` or `\z`.
pub(super) fn ends_with_anchor(tree: &Tree) -> bool {
    let last = match tree.kind(tree.root) {
        Kind::Concat(parts) => parts.last().copied().unwrap_or(tree.root),
        _ => tree.root,
    };
    matches!(
        tree.kind(last),
        Kind::Assertion(Assertion::EndOfText | Assertion::EndOfLine)
    )
}

/// The offsets of the dots that stand between two letters or digits.
pub(super) fn unescaped_dots(tree: &Tree) -> Vec<usize> {
    let letter = |id: &Id| {
        matches!(tree.kind(*id), Kind::Literal { code, .. }
            if char::from_u32(*code).is_some_and(|c| c.is_ascii_alphanumeric()))
    };
    let mut dots = Vec::new();
    for node in &tree.nodes {
        let Kind::Concat(parts) = &node.kind else {
            continue;
        };
        for window in parts.windows(3) {
            if let [before, dot, after] = window
                && letter(before)
                && matches!(tree.kind(*dot), Kind::Any { .. })
                && letter(after)
                && let Some(dot) = tree.nodes.get(*dot)
            {
                dots.push(dot.at);
            }
        }
    }
    dots.sort_unstable();
    dots
}
