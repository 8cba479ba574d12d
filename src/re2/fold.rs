//! Which characters are equal when case does not count, as Go's `unicode.SimpleFold` has it.

use super::Match;

/// The long s, which folds to `s`.
const LONG_S: char = '\u{17F}';
/// The sign of the unit kelvin, which folds to `k`.
const KELVIN: char = '\u{212A}';

/// Whether a character lies between two others, both included, where case may not count.
pub(super) fn in_range(low: u32, high: u32, character: char, fold: bool) -> Match {
    let within = |c: char| (low..=high).contains(&u32::from(c));
    if within(character) {
        return Match::Yes;
    }
    if !fold {
        return Match::No;
    }
    let (others, complete) = equals(character);
    if others.into_iter().flatten().any(within) {
        Match::Yes
    } else if complete || high < 0x80 {
        Match::No
    } else {
        Match::Unknown
    }
}

/// The other characters that are equal to this one, and whether these are certainly all.
pub(super) fn equals(character: char) -> ([Option<char>; 3], bool) {
    match character {
        'k' | 'K' => ([Some('k'), Some('K'), Some(KELVIN)], true),
        's' | 'S' => ([Some('s'), Some('S'), Some(LONG_S)], true),
        KELVIN => ([Some('k'), Some('K'), None], true),
        LONG_S => ([Some('s'), Some('S'), None], true),
        'a'..='z' => ([Some(character.to_ascii_uppercase()), None, None], true),
        'A'..='Z' => ([Some(character.to_ascii_lowercase()), None, None], true),
        _ if character.is_ascii() => ([None; 3], true),
        _ => {
            let lower = single(character.to_lowercase());
            let upper = single(character.to_uppercase());
            let uncased = lower == Some(character) && upper == Some(character);
            // No other character folds to ASCII: the dotless i and the I with a dot, whose
            // other cases are ASCII in Rust, are equal to themselves alone.
            let other = |c: &char| !c.is_ascii() && *c != character;
            let upper_of_lower = lower
                .filter(|c| !c.is_ascii())
                .and_then(|c| single(c.to_uppercase()));
            (
                [
                    lower.filter(other),
                    upper.filter(other),
                    upper_of_lower.filter(other),
                ],
                uncased,
            )
        }
    }
}

/// The character, if it is one.
fn single(mut characters: impl Iterator<Item = char>) -> Option<char> {
    let first = characters.next();
    if characters.next().is_some() {
        None
    } else {
        first
    }
}
