//! Whether a whole text matches: all matches are followed at once, character by character.

use super::program::{Program, Step};
use super::tree::{Assertion, Kind, Tree};
use super::{Match, fold, spend};

/// Whether the whole text matches; unknown when that takes more steps than are `left`.
pub(super) fn whole(tree: &Tree, program: &Program, text: &str, left: &mut usize) -> Match {
    let mut doubt = false;
    // If even with the benefit of the doubt it does not match, it does not.
    match simulate(tree, program, text, Match::Yes, &mut doubt, left) {
        None => Match::Unknown,
        Some(false) => Match::No,
        Some(true) if !doubt => Match::Yes,
        Some(true) => match simulate(tree, program, text, Match::No, &mut doubt, left) {
            Some(true) => Match::Yes,
            _ => Match::Unknown,
        },
    }
}

/// Follows all matches, taking a character of which it is unknown whether it is in a class as
/// `unknown`; `None` once there is no work left.
fn simulate(
    tree: &Tree,
    program: &Program,
    text: &str,
    unknown: Match,
    doubt: &mut bool,
    left: &mut usize,
) -> Option<bool> {
    spend(left, program.steps.len())?;
    let mut closure = Closure::new(program);
    let mut before = None;
    let mut present = vec![program.start];
    let mut characters = text.chars();
    loop {
        let after = characters.clone().next();
        let edges = Edges { before, after };
        spend(left, closure.expand(program, &present, |a| edges.hold(a)))?;
        let Some(character) = characters.next() else {
            return Some(closure.matched);
        };
        present.clear();
        for &(node, next) in &closure.characters {
            let has = accepts(tree.kind(node), character);
            *doubt |= has == Match::Unknown;
            let has = if has == Match::Unknown { unknown } else { has };
            if has == Match::Yes {
                present.push(next);
            }
        }
        if present.is_empty() {
            return Some(false);
        }
        before = Some(character);
    }
}

/// Whether a part that stands for one character stands for this one.
pub(super) fn accepts(kind: &Kind, character: char) -> Match {
    match kind {
        // Go takes half of a surrogate pair for the replacement character, other RE2s do not.
        Kind::Literal { code, .. } if char::from_u32(*code).is_none() => {
            if character == char::REPLACEMENT_CHARACTER {
                Match::Unknown
            } else {
                Match::No
            }
        }
        Kind::Literal { code, fold } => fold::in_range(*code, *code, character, *fold),
        Kind::Any { newline } => Match::from(*newline || character != '\n'),
        Kind::Class(class) => class.has(character),
        _ => Match::No,
    }
}

/// The characters on both sides of a place.
struct Edges {
    before: Option<char>,
    after: Option<char>,
}

impl Edges {
    fn hold(&self, assertion: Assertion) -> bool {
        let word = |c: Option<char>| c.is_some_and(|c| c == '_' || c.is_ascii_alphanumeric());
        let edge = word(self.before) != word(self.after);
        match assertion {
            Assertion::StartOfText => self.before.is_none(),
            Assertion::EndOfText => self.after.is_none(),
            Assertion::StartOfLine => self.before.is_none_or(|c| c == '\n'),
            Assertion::EndOfLine => self.after.is_none_or(|c| c == '\n'),
            Assertion::EdgeOfWord => edge,
            Assertion::NoEdgeOfWord => !edge,
        }
    }
}

/// What can be reached from some steps without a character.
pub(super) struct Closure {
    /// For each step, the round in which it was reached last.
    reached: Vec<usize>,
    round: usize,
    pending: Vec<usize>,
    /// The nodes that can stand for the next character, each with the step after it.
    pub characters: Vec<(usize, usize)>,
    /// Whether the expression has matched.
    pub matched: bool,
}

impl Closure {
    pub fn new(program: &Program) -> Self {
        Self {
            reached: vec![0; program.steps.len()],
            round: 0,
            pending: Vec::new(),
            characters: Vec::new(),
            matched: false,
        }
    }

    /// Follows all steps that need no character; gives how many there were.
    pub fn expand(
        &mut self,
        program: &Program,
        from: &[usize],
        holds: impl Fn(Assertion) -> bool,
    ) -> usize {
        self.round += 1;
        self.characters.clear();
        self.matched = false;
        self.pending.extend(from);
        let mut work = 1;
        while let Some(number) = self.pending.pop() {
            work += 1;
            match self.reached.get_mut(number) {
                Some(round) if *round != self.round => *round = self.round,
                _ => continue,
            }
            match program.steps.get(number) {
                Some(&Step::Character { node, next }) => self.characters.push((node, next)),
                Some(&Step::Assertion { assertion, next }) if holds(assertion) => {
                    self.pending.push(next);
                }
                Some(&Step::Fork(one, other)) => self.pending.extend([one, other]),
                Some(Step::Match) => self.matched = true,
                Some(Step::Assertion { .. }) | None => {}
            }
        }
        work
    }
}
