//! Whether one expression matches only what another matches too.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::class::Item;
use super::matching::{Closure, accepts};
use super::program::{Program, Step};
use super::tree::{Assertion, Kind, Tree};
use super::{Match, spend};

/// The most pairs of states that are looked at.
const MOST_PAIRS: usize = 2_000;
/// The most steps of a program that is looked at.
const MOST_STEPS: usize = 2_000;

/// An expression and its program.
pub(super) type Side<'a> = (&'a Tree, &'a Program);

/// Whether each text without a line break that the first matches is matched by the second too:
/// both are followed at once, through every set of steps that some text leads to.
pub(super) fn subset(inner: Side<'_>, outer: Side<'_>, left: &mut usize) -> Option<bool> {
    if inner.1.steps.len().max(outer.1.steps.len()) > MOST_STEPS {
        return None;
    }
    let alphabet = alphabet(&[inner, outer], left)?;
    let mut closures = [Closure::new(inner.1), Closure::new(outer.1)];
    let first = (vec![inner.1.start], vec![outer.1.start]);
    // The first pair is not seen yet: away from the start, where `^` fails, it is another.
    let mut seen = BTreeSet::new();
    let mut queue = VecDeque::from([first]);
    let mut start = true;
    while let Some((inner_at, outer_at)) = queue.pop_front() {
        let mut nexts: Vec<Vec<(usize, usize)>> = Vec::new();
        let mut matched = Vec::new();
        for ((side, closure), at) in [inner, outer]
            .into_iter()
            .zip(&mut closures)
            .zip([&inner_at, &outer_at])
        {
            for end in [true, false] {
                let holds = |assertion| match assertion {
                    Assertion::StartOfText | Assertion::StartOfLine => start,
                    _ => end,
                };
                spend(left, closure.expand(side.1, at, holds))?;
                if end {
                    matched.push(closure.matched);
                }
            }
            nexts.push(closure.characters.clone());
        }
        if let [true, false] = matched.as_slice() {
            return Some(false);
        }
        start = false;
        let [inner_next, outer_next] = nexts.as_slice() else {
            return None;
        };
        for &character in &alphabet {
            spend(left, inner_next.len() + outer_next.len())?;
            let after = follow(inner.0, inner_next, character);
            if after.is_empty() {
                continue;
            }
            let pair = (after, follow(outer.0, outer_next, character));
            if seen.insert(pair.clone()) {
                if seen.len() > MOST_PAIRS {
                    return None;
                }
                queue.push_back(pair);
            }
        }
    }
    Some(true)
}

/// The steps after those that take a character.
fn follow(tree: &Tree, steps: &[(usize, usize)], character: char) -> Vec<usize> {
    let mut after: Vec<usize> = steps
        .iter()
        .filter(|(node, _)| accepts(tree.kind(*node), character) == Match::Yes)
        .map(|(_, next)| *next)
        .collect();
    after.sort_unstable();
    after.dedup();
    after
}

/// One character for each way in which the expressions tell characters apart; `None` if they do
/// so in a way that is not known here, or look at the edges of words.
fn alphabet(sides: &[Side<'_>], left: &mut usize) -> Option<Vec<char>> {
    let mut candidates: BTreeSet<char> = (0..=0x7F_u8).map(char::from).collect();
    candidates.remove(&'\n');
    candidates.extend(['\u{80}', '\u{17F}', '\u{180}', '\u{212A}', '\u{212B}']);
    let mut tests = Vec::new();
    for (tree, program) in sides {
        for step in &program.steps {
            match step {
                Step::Character { node, .. } => {
                    let kind = tree.kind(*node);
                    add_edges(kind, &mut candidates)?;
                    tests.push(kind);
                }
                Step::Assertion {
                    assertion: Assertion::EdgeOfWord | Assertion::NoEdgeOfWord,
                    ..
                } => return None,
                _ => {}
            }
        }
    }
    spend(left, candidates.len().saturating_mul(tests.len()))?;
    let mut different = BTreeMap::new();
    for character in candidates {
        let answers: Vec<bool> = tests
            .iter()
            .map(|kind| accepts(kind, character) == Match::Yes)
            .collect();
        different.entry(answers).or_insert(character);
    }
    Some(different.into_values().collect())
}

/// Adds the characters at which what a part accepts can change.
fn add_edges(kind: &Kind, candidates: &mut BTreeSet<char>) -> Option<()> {
    let mut add = |low: u32, high: u32, fold: bool| {
        // Below ASCII's end all characters are candidates anyway.
        if high < 0x80 {
            return Some(());
        }
        if fold && !(low == 0 && high == u32::from(char::MAX)) {
            return None;
        }
        for edge in [low, high.saturating_add(1)] {
            let edge = if (0xD800..0xE000).contains(&edge) {
                0xE000
            } else {
                edge
            };
            candidates.extend(char::from_u32(edge).filter(|c| *c != '\n'));
        }
        Some(())
    };
    match kind {
        Kind::Literal { code, .. } if char::from_u32(*code).is_none() => None,
        Kind::Literal { code, fold } => add(*code, *code, *fold),
        Kind::Class(class) => class.items.iter().try_for_each(|item| match item {
            Item::Range(low, high) => add(*low, *high, class.fold),
            Item::Ascii { .. } => Some(()),
            Item::Unicode { .. } => None,
        }),
        _ => Some(()),
    }
}
