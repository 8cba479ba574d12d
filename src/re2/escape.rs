//! Escapes that stand for one character.

use super::problem::{Problem, ProblemKind};
use super::{rest, slice};

/// Reads the escape whose `\` stands at an offset; gives its character and the offset after it.
pub(super) fn character(text: &str, at: usize) -> Result<(u32, usize), Problem> {
    let Some(character) = rest(text, at + 1).chars().next() else {
        return Err(Problem::new(ProblemKind::TrailingBackslash, at, at + 1));
    };
    let end = at + 1 + character.len_utf8();
    let code = match character {
        'a' => 0x07,
        'f' => 0x0C,
        'n' => 0x0A,
        'r' => 0x0D,
        't' => 0x09,
        'v' => 0x0B,
        'x' => return hexadecimal(text, at),
        '0'..='7' => return octal(text, at),
        '8' | '9' => return Err(back_reference(text, at, end)),
        'C' => return Err(Problem::new(ProblemKind::AnyByte, at, end)),
        _ if character.is_ascii() && !character.is_ascii_alphanumeric() => u32::from(character),
        'k' | 'g' if rest(text, end).starts_with(['{', '<', '\'']) => {
            return Err(back_reference(text, at, end));
        }
        _ => {
            let kind = ProblemKind::UnknownEscape { character };
            return Err(Problem::new(kind, at, end));
        }
    };
    Ok((code, end))
}

fn back_reference(text: &str, at: usize, end: usize) -> Problem {
    let reference = slice(text, at, end).to_owned();
    Problem::new(ProblemKind::BackReference { reference }, at, end)
}

/// `\0` and up to two more octal digits, or `\1` to `\7` and one or two more.
fn octal(text: &str, at: usize) -> Result<(u32, usize), Problem> {
    let digits: Vec<u32> = rest(text, at + 1)
        .chars()
        .take(3)
        .map_while(|c| c.to_digit(8))
        .collect();
    let end = at + 1 + digits.len();
    if digits.len() == 1 && digits.first() != Some(&0) {
        return Err(back_reference(text, at, end));
    }
    Ok((digits.iter().fold(0, |code, digit| code * 8 + digit), end))
}

/// `\x7F` or `\x{10FFFF}`.
fn hexadecimal(text: &str, at: usize) -> Result<(u32, usize), Problem> {
    let after = rest(text, at + 2);
    let problem = |length: usize| Problem::new(ProblemKind::BadHexEscape, at, at + 2 + length);
    let (digits, length) = match after.strip_prefix('{') {
        Some(braced) => match braced.find('}') {
            Some(length) => (slice(braced, 0, length), length + 2),
            None => return Err(problem(1)),
        },
        None => {
            let length = after.chars().take(2).map(char::len_utf8).sum();
            if after.chars().take(2).count() < 2 {
                return Err(problem(length));
            }
            (slice(after, 0, length), length)
        }
    };
    let mut code = 0_u32;
    for digit in digits.chars() {
        match digit.to_digit(16) {
            // At most 0x10FFFF goes in, so the product does not overflow.
            Some(value) => code = code * 16 + value,
            None => return Err(problem(length)),
        }
        if code > u32::from(char::MAX) {
            return Err(problem(length));
        }
    }
    if digits.is_empty() {
        return Err(problem(length));
    }
    Ok((code, at + 2 + length))
}
