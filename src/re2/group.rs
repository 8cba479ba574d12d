//! What can follow a `(`.

use super::problem::{Problem, ProblemKind};
use super::{rest, slice};

/// The flags that change what an expression matches; `U` does not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Flags {
    /// `i`: case does not count.
    pub fold: bool,
    /// `m`: `^` and `$` match at line breaks also.
    pub lines: bool,
    /// `s`: `.` matches line breaks also.
    pub newline: bool,
}

/// What a `(` starts.
pub(super) enum Opening {
    /// No group, but flags for the rest of the present one.
    Flags(Flags),
    /// A group that does not capture, with its flags.
    Plain(Flags),
    Capturing,
}

/// Reads what stands after the `(` at an offset; gives the offset after it.
pub(super) fn open(text: &str, at: usize, flags: Flags) -> Result<(Opening, usize), Problem> {
    let group = rest(text, at);
    if !group.starts_with("(?") {
        return Ok((Opening::Capturing, at + 1));
    }
    for opening in ["(?=", "(?!", "(?<=", "(?<!"] {
        if group.starts_with(opening) {
            let kind = ProblemKind::LookAround {
                opening: opening.to_owned(),
            };
            return Err(Problem::new(kind, at, at + opening.len()));
        }
    }
    for opening in ["(?P<", "(?<"] {
        if group.starts_with(opening) {
            return name(text, at, at + opening.len());
        }
    }
    self::flags(text, at, flags)
}

/// Reads the name of the group at an offset.
fn name(text: &str, at: usize, start: usize) -> Result<(Opening, usize), Problem> {
    let Some(length) = rest(text, start).find('>') else {
        return Err(Problem::new(ProblemKind::UnclosedGroupName, at, start));
    };
    let name = slice(text, start, start + length);
    if name.is_empty() || !name.bytes().all(|b| b == b'_' || b.is_ascii_alphanumeric()) {
        let kind = ProblemKind::BadGroupName {
            name: name.to_owned(),
        };
        return Err(Problem::new(kind, at, start + length + 1));
    }
    Ok((Opening::Capturing, start + length + 1))
}

/// Reads the flags of the group at an offset, such as `(?i-s:` or `(?m)`.
fn flags(text: &str, at: usize, mut flags: Flags) -> Result<(Opening, usize), Problem> {
    let mut on = true;
    // Whether flags were seen since the `-`.
    let mut seen = false;
    let mut end = at + 2;
    for character in rest(text, at + 2).chars() {
        end += character.len_utf8();
        match character {
            'i' => flags.fold = on,
            'm' => flags.lines = on,
            's' => flags.newline = on,
            'U' => {}
            '-' if on => {
                on = false;
                seen = false;
                continue;
            }
            ':' if on || seen => return Ok((Opening::Plain(flags), end)),
            ')' if on || seen => return Ok((Opening::Flags(flags), end)),
            _ => return Err(refuse(text, at, character, end)),
        }
        seen = true;
    }
    let kind = ProblemKind::BadFlags {
        flags: slice(text, at, end).to_owned(),
    };
    Err(Problem::new(kind, at, end))
}

/// Why the character that ends at an offset cannot stand among the flags of the group.
fn refuse(text: &str, at: usize, character: char, end: usize) -> Problem {
    if let Some(reference) = rest(text, at).strip_prefix("(?P")
        && reference.starts_with(['=', '>'])
    {
        let length = reference
            .find(')')
            .map_or(reference.len(), |length| length + 1);
        let end = at + 3 + length;
        let reference = slice(text, at, end).to_owned();
        return Problem::new(ProblemKind::BackReference { reference }, at, end);
    }
    // A letter that more flags or their end follow is meant as a flag.
    if character.is_ascii_alphabetic()
        && rest(text, end).starts_with([')', ':', '-', 'i', 'm', 's', 'U'])
    {
        let start = end - character.len_utf8();
        return Problem::new(ProblemKind::UnknownFlag { flag: character }, start, end);
    }
    let written = slice(text, at, end).to_owned();
    if matches!(character, '-' | ':' | ')') || end > at + 3 {
        return Problem::new(ProblemKind::BadFlags { flags: written }, at, end);
    }
    Problem::new(ProblemKind::UnknownGroup { opening: written }, at, end)
}
