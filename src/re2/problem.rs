//! Why RE2 refuses an expression, in words for a chart's author.

use std::fmt;

/// Why an expression is refused, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The reason.
    pub kind: ProblemKind,
    /// The byte offset in the expression at which the offending part starts.
    pub start: usize,
    /// The byte offset just past the offending part.
    pub end: usize,
}

/// A reason to refuse an expression; one for each rule of Go's `regexp/syntax` (Go 1.26) that an
/// expression with Perl flags can break.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A `(` without its `)`.
    UnclosedGroup,
    /// A `)` without its `(`.
    UnopenedGroup,
    /// A `[` without its `]`.
    UnclosedClass,
    /// A range in a class whose end comes before its start, such as `z-a`.
    BackwardsRange {
        /// The range as written.
        range: String,
    },
    /// A range in a class that ends in a class, such as `a-\d`.
    ClassAsRangeEnd {
        /// The class as written, such as `\d`.
        class: String,
    },
    /// A name between `[:` and `:]` that RE2 does not know.
    UnknownPosixClass {
        /// The class as written, such as `[:letter:]`.
        class: String,
    },
    /// A name after `\p` or `\P` that is no category or script of Unicode that Go knows.
    UnknownUnicodeClass {
        /// The name as written.
        name: String,
    },
    /// A `\p{` without its `}`.
    UnclosedUnicodeClass,
    /// `*`, `+`, `?` or a count with nothing before it.
    NothingToRepeat {
        /// The repetition as written.
        repetition: String,
    },
    /// A repetition of a repetition, such as `a**` or the possessive `a++`.
    RepeatedRepetition {
        /// Both repetitions as written.
        repetitions: String,
    },
    /// A count above 1000.
    CountTooLarge {
        /// The count as written.
        count: String,
    },
    /// A count whose largest number is below its smallest, such as `{2,1}`.
    BackwardsCount {
        /// The count as written.
        count: String,
    },
    /// Counts within counts that multiply to more than 1000.
    NestedCountTooLarge,
    /// A `\` at the very end.
    TrailingBackslash,
    /// A `\` before a character that has no meaning after it.
    UnknownEscape {
        /// The character after the `\`.
        character: char,
    },
    /// An escape that has no meaning within `[...]`, such as `\b`.
    EscapeInClass {
        /// The letter after the `\`.
        letter: char,
    },
    /// `\x` without two hexadecimal digits or a number in braces up to 10FFFF.
    BadHexEscape,
    /// A reference to a group, such as `\1`.
    BackReference {
        /// The reference as written.
        reference: String,
    },
    /// `\C`, any byte.
    AnyByte,
    /// A look-ahead or look-behind.
    LookAround {
        /// How it starts, such as `(?=`.
        opening: String,
    },
    /// A flag other than `i`, `m`, `s` and `U`.
    UnknownFlag {
        /// The flag.
        flag: char,
    },
    /// Flags that are not ended by `:` or `)`, or a `-` without flags.
    BadFlags {
        /// The flags as written, from `(?`.
        flags: String,
    },
    /// Something else after `(?` that RE2 does not know, such as the atomic group `(?>`.
    UnknownGroup {
        /// How it starts.
        opening: String,
    },
    /// A group's name that is not made of letters, digits and `_`.
    BadGroupName {
        /// The name as written.
        name: String,
    },
    /// A group's name without its `>`.
    UnclosedGroupName,
    /// Groups, repetitions and alternatives nested more than 1000 deep.
    TooDeep,
    /// Counts that make the expression larger than RE2 compiles.
    TooLarge,
}

impl Problem {
    pub(super) fn new(kind: ProblemKind, start: usize, end: usize) -> Self {
        Self { kind, start, end }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for Problem {}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnclosedGroup => f.write_str("a `(` that is never closed"),
            Self::UnopenedGroup => f.write_str("a `)` that closes nothing"),
            Self::UnclosedClass => f.write_str("a `[` that is never closed"),
            Self::BackwardsRange { range } => write!(f, "the range `{range}` ends before it starts"),
            Self::ClassAsRangeEnd { class } => write!(f, "a range cannot end in `{class}`"),
            Self::UnknownPosixClass { class } => write!(
                f,
                "`{class}` is no class of characters that RE2 knows, such as `[:alpha:]`"
            ),
            Self::UnknownUnicodeClass { name } if name.is_empty() => {
                f.write_str("`\\p` needs a category or script of Unicode, such as `\\pL` or `\\p{Greek}`")
            }
            Self::UnknownUnicodeClass { name } => write!(
                f,
                "`{name}` is no category or script of Unicode that RE2 knows, such as `L` or `Greek`"
            ),
            Self::UnclosedUnicodeClass => f.write_str("a `{` after `\\p` that is never closed"),
            Self::NothingToRepeat { repetition } => {
                write!(f, "nothing stands before `{repetition}` that it could repeat")
            }
            Self::RepeatedRepetition { repetitions } => write!(
                f,
                "`{repetitions}` repeats a repetition; RE2 takes one and, for the shortest match, a `?`"
            ),
            Self::CountTooLarge { count } => {
                write!(f, "the count `{count}` is above 1000, the most that RE2 repeats")
            }
            Self::BackwardsCount { count } => {
                write!(f, "the count `{count}` has its smaller number last")
            }
            Self::NestedCountTooLarge => f.write_str(
                "counts within counts that multiply to more than 1000, the most that RE2 repeats",
            ),
            Self::TrailingBackslash => {
                f.write_str("a `\\` at the end with nothing after it; a plain one is `\\\\`")
            }
            Self::UnknownEscape { character } => {
                write!(f, "the escape `\\{character}` does not exist in RE2")?;
                instead(*character).map_or(Ok(()), |hint| write!(f, "; {hint}"))
            }
            Self::EscapeInClass { letter } => {
                write!(f, "`\\{letter}` has no meaning within `[...]`")
            }
            Self::BadHexEscape => f.write_str(
                "`\\x` needs two hexadecimal digits, or a number up to 10FFFF in braces: `\\x{2013}`",
            ),
            Self::BackReference { reference } => {
                write!(f, "the back-reference `{reference}` does not exist in RE2")
            }
            Self::AnyByte => f.write_str("`\\C`, any byte, does not exist in RE2 as Istio uses it"),
            Self::LookAround { opening } => {
                let what = if opening.starts_with("(?<") { "look-behind" } else { "look-ahead" };
                write!(f, "{what} `{opening}` does not exist in RE2")
            }
            Self::UnknownFlag { flag } => write!(
                f,
                "the flag `{flag}` does not exist in RE2, which knows `i`, `m`, `s` and `U`"
            ),
            Self::BadFlags { flags } => {
                write!(f, "`{flags}` is no group: flags end with `)` or `:`, as in `(?i)`")
            }
            Self::UnknownGroup { opening } => {
                write!(f, "a group that starts with `{opening}` does not exist in RE2")
            }
            Self::BadGroupName { name } if name.is_empty() => f.write_str("a group's name is empty"),
            Self::BadGroupName { name } => write!(
                f,
                "the group's name `{name}` may have only ASCII letters, digits and `_`"
            ),
            Self::UnclosedGroupName => f.write_str("a group's name that is never closed with `>`"),
            Self::TooDeep => f.write_str("nested more than 1000 deep, the most that RE2 takes"),
            Self::TooLarge => f.write_str("larger than RE2 compiles once its counts are written out"),
        }
    }
}

/// What to write for an escape that other engines know.
fn instead(character: char) -> Option<&'static str> {
    Some(match character {
        'Z' => "the end of the text is `\\z`",
        'h' => "a space or tab is `[ \\t]`",
        'H' => "anything but a space or tab is `[^ \\t]`",
        'e' => "the escape character is `\\x1b`",
        'u' | 'U' => "a character by its number is `\\x{2013}`",
        'R' => "a line break is `(?:\\r\\n|[\\n\\v\\f\\r])`",
        'N' => "any character but a line break is `.`",
        'E' => "`\\E` only ends what `\\Q` began",
        '<' | '>' | 'y' | 'm' | 'M' => "the edge of a word is `\\b`",
        _ => return None,
    })
}
