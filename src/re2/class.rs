//! Classes of characters: what they contain, and how `[...]` is written.

use super::problem::{Problem, ProblemKind};
use super::unicode::Ascii;
use super::{Match, escape, fold, rest, slice, unicode};

/// The characters between `[` and `]`, or those of a `\d` or `\pL` alone.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub items: Vec<Item>,
    pub negated: bool,
    /// Whether case does not count.
    pub fold: bool,
}

/// Some of a class's characters.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// From one character to another, both included.
    Range(u32, u32),
    /// The ASCII characters in these ranges, or all others.
    Ascii { ranges: Ascii, negated: bool },
    /// A set of which only the ASCII characters are known here, or all others.
    Unicode { ascii: Ascii, negated: bool },
}

const DIGIT: Ascii = &[(b'0', b'9')];
const SPACE: Ascii = &[(b'\t', b'\n'), (0x0C, b'\r'), (b' ', b' ')];
const WORD: Ascii = &[(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')];

/// The classes with a name between `[:` and `:]`.
const POSIX: &[(&str, Ascii)] = &[
    ("alnum", &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')]),
    ("alpha", &[(b'A', b'Z'), (b'a', b'z')]),
    ("ascii", &[(0, 0x7F)]),
    ("blank", &[(b'\t', b'\t'), (b' ', b' ')]),
    ("cntrl", &[(0, 0x1F), (0x7F, 0x7F)]),
    ("digit", DIGIT),
    ("graph", &[(b'!', b'~')]),
    ("lower", &[(b'a', b'z')]),
    ("print", &[(b' ', b'~')]),
    (
        "punct",
        &[(b'!', b'/'), (b':', b'@'), (b'[', b'`'), (b'{', b'~')],
    ),
    ("space", &[(b'\t', b'\r'), (b' ', b' ')]),
    ("upper", &[(b'A', b'Z')]),
    ("word", WORD),
    ("xdigit", &[(b'0', b'9'), (b'A', b'F'), (b'a', b'f')]),
];

impl Class {
    /// Whether a character is in the class.
    pub fn has(&self, character: char) -> Match {
        let mut found = Match::No;
        for item in &self.items {
            found = found.or(item.has(character, self.fold));
            if found == Match::Yes {
                break;
            }
        }
        found.negate_if(self.negated)
    }

    /// The one character of a class such as `[.]`.
    pub fn single(&self) -> Option<u32> {
        match self.items.as_slice() {
            [Item::Range(low, high)] if low == high && !self.negated => Some(*low),
            _ => None,
        }
    }

    /// Whether every character but the line break is certainly in the class.
    pub fn has_all_of_a_line(&self) -> bool {
        let newline = u32::from('\n');
        if self.negated {
            let is_newline =
                |item: &Item| matches!(item, Item::Range(a, b) if (*a, *b) == (newline, newline));
            return self.items.iter().all(is_newline);
        }
        let mut ranges = vec![(newline, newline)];
        for item in &self.items {
            match item {
                Item::Range(low, high) => ranges.push((*low, *high)),
                Item::Ascii {
                    ranges: ascii,
                    negated: false,
                } => {
                    ranges.extend(ascii.iter().map(|&(low, high)| (low.into(), high.into())));
                }
                // Where case does not count, the rest lacks some characters beyond ASCII.
                Item::Ascii {
                    ranges: ascii,
                    negated: true,
                } if !self.fold => {
                    let mut next = 0;
                    for &(low, high) in *ascii {
                        if u32::from(low) > next {
                            ranges.push((next, u32::from(low) - 1));
                        }
                        next = u32::from(high) + 1;
                    }
                    ranges.push((next, u32::from(char::MAX)));
                }
                Item::Ascii { .. } | Item::Unicode { .. } => {}
            }
        }
        ranges.sort_unstable();
        let mut next = 0;
        for (low, high) in ranges {
            if low > next {
                return false;
            }
            next = next.max(high.saturating_add(1));
        }
        next > u32::from(char::MAX)
    }
}

impl Item {
    fn has(&self, character: char, fold: bool) -> Match {
        match *self {
            Self::Range(low, high) => fold::in_range(low, high, character, fold),
            Self::Ascii { ranges, negated } => {
                Match::from(has_folded(ranges, character, fold)).negate_if(negated)
            }
            Self::Unicode { ascii, negated } if character.is_ascii() => {
                Match::from(has_folded(ascii, character, fold)).negate_if(negated)
            }
            Self::Unicode { .. } => Match::Unknown,
        }
    }
}

/// Whether a character, or one that is equal to it, is in a set of ASCII characters.
fn has_folded(ranges: Ascii, character: char, fold: bool) -> bool {
    let has = |c: char| {
        u8::try_from(c).is_ok_and(|byte| {
            ranges
                .iter()
                .any(|(low, high)| (low..=high).contains(&&byte))
        })
    };
    has(character) || fold && fold::equals(character).0.into_iter().flatten().any(has)
}

/// Reads the class whose `[` stands at an offset; gives the offset after its `]`.
///
/// The offset of the last `:]` in the expression saves looking for one in vain.
pub(super) fn read(
    text: &str,
    open: usize,
    fold: bool,
    last_posix: Option<usize>,
) -> Result<(Class, usize), Problem> {
    let mut at = open + 1;
    let negated = rest(text, at).starts_with('^');
    if negated {
        at += 1;
    }
    let mut items = Vec::new();
    let mut first = true;
    loop {
        let here = rest(text, at);
        if here.starts_with(']') && !first {
            return Ok((
                Class {
                    items,
                    negated,
                    fold,
                },
                at + 1,
            ));
        }
        first = false;
        if last_posix.is_some_and(|last| at + 2 <= last)
            && let Some((item, end)) = posix(text, at)?
        {
            items.push(item);
            at = end;
            continue;
        }
        if let Some((item, end)) = named(text, at)? {
            items.push(item);
            at = end;
            continue;
        }
        let (low, mut end) = character(text, at, open)?;
        let mut high = low;
        // A `-` before the `]` is a plain one.
        let mut after = rest(text, end).chars();
        if after.next() == Some('-') && after.next().is_some_and(|c| c != ']') {
            if let Some((_, class_end)) = named(text, end + 1)? {
                let class = slice(text, end + 1, class_end).to_owned();
                let kind = ProblemKind::ClassAsRangeEnd { class };
                return Err(Problem::new(kind, at, class_end));
            }
            (high, end) = character(text, end + 1, open)?;
            if high < low {
                let range = slice(text, at, end).to_owned();
                return Err(Problem::new(ProblemKind::BackwardsRange { range }, at, end));
            }
        }
        items.push(Item::Range(low, high));
        at = end;
    }
}

/// Reads one character of the class that was opened at `open`.
fn character(text: &str, at: usize, open: usize) -> Result<(u32, usize), Problem> {
    match rest(text, at).chars().next() {
        None => Err(Problem::new(ProblemKind::UnclosedClass, open, open + 1)),
        Some('\\') => escape::character(text, at).map_err(|mut problem| {
            if let ProblemKind::UnknownEscape { character } = problem.kind
                && matches!(character, 'A' | 'b' | 'B' | 'z' | 'Q')
            {
                problem.kind = ProblemKind::EscapeInClass { letter: character };
            }
            problem
        }),
        Some(c) => Ok((u32::from(c), at + c.len_utf8())),
    }
}

/// Reads a class such as `[:alpha:]`, if one stands here. The first `:]` ends it, wherever it is.
fn posix(text: &str, at: usize) -> Result<Option<(Item, usize)>, Problem> {
    let Some(after) = rest(text, at).strip_prefix("[:") else {
        return Ok(None);
    };
    let Some(length) = after.find(":]") else {
        return Ok(None);
    };
    let end = at + 2 + length + 2;
    let name = slice(after, 0, length);
    let (name, negated) = name
        .strip_prefix('^')
        .map_or((name, false), |name| (name, true));
    match POSIX.iter().find(|(known, _)| *known == name) {
        Some((_, ranges)) => Ok(Some((Item::Ascii { ranges, negated }, end))),
        None => {
            let class = slice(text, at, end).to_owned();
            Err(Problem::new(
                ProblemKind::UnknownPosixClass { class },
                at,
                end,
            ))
        }
    }
}

/// Reads an escape that stands for a class (`\d`, `\pL`), if one stands here.
pub(super) fn named(text: &str, at: usize) -> Result<Option<(Item, usize)>, Problem> {
    let Some(letter) = rest(text, at)
        .strip_prefix('\\')
        .and_then(|after| after.chars().next())
    else {
        return Ok(None);
    };
    let ranges = match letter {
        'd' | 'D' => DIGIT,
        's' | 'S' => SPACE,
        'w' | 'W' => WORD,
        'p' | 'P' => return unicode_class(text, at, letter == 'P').map(Some),
        _ => return Ok(None),
    };
    let negated = letter.is_ascii_uppercase();
    Ok(Some((Item::Ascii { ranges, negated }, at + 2)))
}

/// Reads the name after the `\p` or `\P` that stands here.
fn unicode_class(text: &str, at: usize, negated: bool) -> Result<(Item, usize), Problem> {
    let after = rest(text, at + 2);
    let (name, end) = if let Some(braced) = after.strip_prefix('{') {
        let Some(length) = braced.find('}') else {
            return Err(Problem::new(ProblemKind::UnclosedUnicodeClass, at, at + 3));
        };
        (slice(braced, 0, length), at + 3 + length + 1)
    } else {
        let length = after.chars().next().map_or(0, char::len_utf8);
        (slice(after, 0, length), at + 2 + length)
    };
    let (positive, inverted) = name
        .strip_prefix('^')
        .map_or((name, false), |name| (name, true));
    let negated = negated != inverted;
    let item = match unicode::lookup(positive) {
        Some(unicode::Set::Any) if negated => Item::Ascii {
            ranges: &[],
            negated: false,
        },
        Some(unicode::Set::Any) => Item::Range(0, u32::from(char::MAX)),
        Some(unicode::Set::Ascii) => Item::Ascii {
            ranges: &[(0, 0x7F)],
            negated,
        },
        Some(unicode::Set::Known(ascii)) => Item::Unicode { ascii, negated },
        None => {
            let name = name.to_owned();
            let kind = ProblemKind::UnknownUnicodeClass { name };
            return Err(Problem::new(kind, at, end));
        }
    };
    Ok((item, end))
}
