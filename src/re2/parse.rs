//! Reads an expression as Go's `regexp/syntax` does with its Perl flags.

use super::class::{self, Class};
use super::escape;
use super::group::{self, Flags, Opening};
use super::limits::{self, Measure};
use super::problem::{Problem, ProblemKind};
use super::tree::{Assertion, Id, Kind, Node, Tree};
use super::{rest, slice};

/// The largest number in a count.
const LARGEST_COUNT: u32 = 1000;

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Tree, Problem> {
    let mut parser = Parser {
        text,
        at: 0,
        flags: Flags::default(),
        nodes: Vec::new(),
        measures: Vec::new(),
        outer: Vec::new(),
        level: Level::default(),
        groups: 0,
        counts: false,
        last_posix: text.rfind(":]"),
    };
    parser.read()?;
    if let Some(open) = parser.outer.last().map(|_| parser.level.open) {
        return Err(Problem::new(ProblemKind::UnclosedGroup, open, open + 1));
    }
    let level = std::mem::take(&mut parser.level);
    let root = parser.alternatives(level)?;
    Ok(Tree {
        nodes: parser.nodes,
        root,
        groups: parser.groups,
    })
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    flags: Flags,
    nodes: Vec<Node>,
    /// What the limits say of each node.
    measures: Vec<Measure>,
    /// The levels around the present one, the outermost first.
    outer: Vec<Level>,
    level: Level,
    groups: usize,
    /// Whether a count was seen: without one nothing grows larger than its text.
    counts: bool,
    /// Where the last `:]` stands.
    last_posix: Option<usize>,
}

/// What was read since a `(`, or since the start.
#[derive(Default)]
struct Level {
    /// Where the `(` stands.
    open: usize,
    /// The flags to return to after the `)`.
    flags: Flags,
    captures: bool,
    /// Where the present alternative starts.
    start: usize,
    alternatives: Vec<Id>,
    parts: Vec<Id>,
}

impl Parser<'_> {
    fn read(&mut self) -> Result<(), Problem> {
        // Where the repetition started that was read last, if nothing follows it yet.
        let mut last: Option<usize> = None;
        while let Some(character) = rest(self.text, self.at).chars().next() {
            let at = self.at;
            let mut repetition = None;
            match character {
                '(' => self.open()?,
                ')' => self.close()?,
                '|' => {
                    self.at += 1;
                    self.end_alternative()?;
                }
                '^' if self.flags.lines => self.assertion(Assertion::StartOfLine, 1)?,
                '^' => self.assertion(Assertion::StartOfText, 1)?,
                '$' if self.flags.lines => self.assertion(Assertion::EndOfLine, 1)?,
                '$' => self.assertion(Assertion::EndOfText, 1)?,
                '.' => {
                    let newline = self.flags.newline;
                    self.push(Kind::Any { newline }, at, at + 1)?;
                }
                '[' => {
                    let (class, end) =
                        class::read(self.text, at, self.flags.fold, self.last_posix)?;
                    self.class(class, end)?;
                }
                '*' => repetition = Some(self.repeat(0, None, 1, last)?),
                '+' => repetition = Some(self.repeat(1, None, 1, last)?),
                '?' => repetition = Some(self.repeat(0, Some(1), 1, last)?),
                '{' => match count(rest(self.text, at)) {
                    Some((min, max, length)) => {
                        self.check_count(min, max, length)?;
                        self.counts = true;
                        repetition = Some(self.repeat(min, max, length, last)?);
                    }
                    None => self.literal(u32::from('{'), at + 1)?,
                },
                '\\' => self.escape()?,
                _ => self.literal(u32::from(character), at + character.len_utf8())?,
            }
            last = repetition;
        }
        Ok(())
    }

    /// Reads what a `\` starts.
    fn escape(&mut self) -> Result<(), Problem> {
        let after = rest(self.text, self.at + 1);
        match after.chars().next() {
            Some('A') => self.assertion(Assertion::StartOfText, 2),
            Some('z') => self.assertion(Assertion::EndOfText, 2),
            Some('b') => self.assertion(Assertion::EdgeOfWord, 2),
            Some('B') => self.assertion(Assertion::NoEdgeOfWord, 2),
            Some('Q') => self.quoted(),
            _ => {
                if let Some((item, end)) = class::named(self.text, self.at)? {
                    let class = Class {
                        items: vec![item],
                        negated: false,
                        fold: self.flags.fold,
                    };
                    return self.class(class, end);
                }
                let (code, end) = escape::character(self.text, self.at)?;
                self.literal(code, end)
            }
        }
    }

    /// Reads the plain text between `\Q` and `\E`, or the end.
    fn quoted(&mut self) -> Result<(), Problem> {
        let start = self.at + 2;
        let after = rest(self.text, start);
        let length = after.find("\\E");
        let quoted = slice(after, 0, length.unwrap_or(after.len()));
        for (offset, character) in quoted.char_indices() {
            self.at = start + offset;
            self.literal(u32::from(character), self.at + character.len_utf8())?;
        }
        self.at = length.map_or(self.text.len(), |length| start + length + 2);
        Ok(())
    }

    fn literal(&mut self, code: u32, end: usize) -> Result<(), Problem> {
        let fold = self.flags.fold;
        self.push(Kind::Literal { code, fold }, self.at, end)
    }

    fn class(&mut self, class: Class, end: usize) -> Result<(), Problem> {
        let kind = match class.single() {
            Some(code) => Kind::Literal {
                code,
                fold: class.fold,
            },
            None => Kind::Class(class),
        };
        self.push(kind, self.at, end)
    }

    fn assertion(&mut self, assertion: Assertion, length: usize) -> Result<(), Problem> {
        self.push(Kind::Assertion(assertion), self.at, self.at + length)
    }

    /// Adds a part that was read up to an offset.
    fn push(&mut self, kind: Kind, at: usize, end: usize) -> Result<(), Problem> {
        let part = self.node(kind, at)?;
        self.level.parts.push(part);
        self.at = end;
        Ok(())
    }

    fn node(&mut self, kind: Kind, at: usize) -> Result<Id, Problem> {
        let measure = limits::measure(&kind, &self.measures);
        if let Some(kind) = measure.exceeded(self.counts) {
            return Err(Problem::new(kind, 0, self.text.len()));
        }
        self.nodes.push(Node { kind, at });
        self.measures.push(measure);
        Ok(self.nodes.len() - 1)
    }

    fn open(&mut self) -> Result<(), Problem> {
        let open = self.at;
        let (opening, end) = group::open(self.text, open, self.flags)?;
        self.at = end;
        let (flags, captures) = match opening {
            Opening::Flags(flags) => {
                self.flags = flags;
                return Ok(());
            }
            Opening::Plain(flags) => (flags, false),
            Opening::Capturing => (self.flags, true),
        };
        self.groups += usize::from(captures);
        let level = Level {
            open,
            flags: self.flags,
            captures,
            start: end,
            ..Level::default()
        };
        self.outer.push(std::mem::replace(&mut self.level, level));
        self.flags = flags;
        Ok(())
    }

    fn close(&mut self) -> Result<(), Problem> {
        let Some(outer) = self.outer.pop() else {
            return Err(Problem::new(
                ProblemKind::UnopenedGroup,
                self.at,
                self.at + 1,
            ));
        };
        let level = std::mem::replace(&mut self.level, outer);
        let (open, captures) = (level.open, level.captures);
        self.flags = level.flags;
        let mut part = self.alternatives(level)?;
        if captures {
            part = self.node(Kind::Group(part), open)?;
        }
        self.level.parts.push(part);
        self.at += 1;
        Ok(())
    }

    /// Ends the present alternative.
    fn end_alternative(&mut self) -> Result<(), Problem> {
        let start = self.level.start;
        let mut parts = std::mem::take(&mut self.level.parts);
        let alternative = match parts.pop() {
            None => self.node(Kind::Empty, start)?,
            Some(only) if parts.is_empty() => only,
            Some(last) => {
                parts.push(last);
                self.node(Kind::Concat(parts), start)?
            }
        };
        self.level.alternatives.push(alternative);
        self.level.start = self.at;
        Ok(())
    }

    /// Puts the alternatives of a level that has ended together.
    fn alternatives(&mut self, level: Level) -> Result<Id, Problem> {
        let start = level.open;
        let present = std::mem::replace(&mut self.level, level);
        self.end_alternative()?;
        let mut alternatives = std::mem::replace(&mut self.level, present).alternatives;
        match alternatives.pop() {
            Some(only) if alternatives.is_empty() => Ok(only),
            Some(last) => {
                alternatives.push(last);
                self.node(Kind::Alternate(alternatives), start)
            }
            None => self.node(Kind::Empty, start),
        }
    }

    fn check_count(&self, min: u32, max: Option<u32>, length: usize) -> Result<(), Problem> {
        let end = self.at + length;
        let count = || slice(self.text, self.at, end).to_owned();
        let kind = if min.max(max.unwrap_or(0)) > LARGEST_COUNT {
            ProblemKind::CountTooLarge { count: count() }
        } else if max.is_some_and(|max| max < min) {
            ProblemKind::BackwardsCount { count: count() }
        } else {
            return Ok(());
        };
        Err(Problem::new(kind, self.at, end))
    }

    /// Repeats the part before a repetition of some length; gives where the repetition starts.
    fn repeat(
        &mut self,
        min: u32,
        max: Option<u32>,
        length: usize,
        last: Option<usize>,
    ) -> Result<usize, Problem> {
        let start = self.at;
        let mut end = start + length;
        // Whether the shortest or the longest text is preferred does not change what matches.
        if rest(self.text, end).starts_with('?') {
            end += 1;
        }
        if let Some(last) = last {
            let repetitions = slice(self.text, last, end).to_owned();
            let kind = ProblemKind::RepeatedRepetition { repetitions };
            return Err(Problem::new(kind, last, end));
        }
        let Some(body) = self.level.parts.pop() else {
            let repetition = slice(self.text, start, end).to_owned();
            let kind = ProblemKind::NothingToRepeat { repetition };
            return Err(Problem::new(kind, start, end));
        };
        let at = self.nodes.get(body).map_or(start, |node| node.at);
        let part = self.node(Kind::Repeat { body, min, max }, at)?;
        if self
            .measures
            .get(part)
            .is_some_and(|measure| measure.copies > LARGEST_COUNT)
        {
            return Err(Problem::new(ProblemKind::NestedCountTooLarge, at, end));
        }
        self.level.parts.push(part);
        self.at = end;
        Ok(start)
    }
}

/// Reads `{2}`, `{2,}` or `{2,5}`: smallest, largest, and the length. Anything else, such as
/// `{,5}`, `{ 2}` or `{02}`, is plain text. Numbers beyond all limits stay beyond them.
fn count(text: &str) -> Option<(u32, Option<u32>, usize)> {
    let inner = text.strip_prefix('{')?;
    let length = inner.find(|c: char| !c.is_ascii_digit() && c != ',')?;
    if !rest(inner, length).starts_with('}') {
        return None;
    }
    let inner = slice(inner, 0, length);
    let (min, max) = match inner.split_once(',') {
        None => (number(inner)?, Some(number(inner)?)),
        Some((min, "")) => (number(min)?, None),
        Some((min, max)) => (number(min)?, Some(number(max)?)),
    };
    Some((min, max, length + 2))
}

/// Reads digits without a leading zero.
fn number(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    digits.chars().try_fold(0_u32, |number, c| {
        Some(number.saturating_mul(10).saturating_add(c.to_digit(10)?))
    })
}
