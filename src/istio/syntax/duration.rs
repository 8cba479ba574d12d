//! Durations as Go writes them: `1h30m`, `1.5s`, `500ms`.

use std::fmt;
use std::ops::Range;

/// A span of time in whole nanoseconds; it may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    nanoseconds: i64,
}

/// The units, largest first, with their nanoseconds. Micro has two signs: the Greek letter
/// and the older character for it alone.
const UNITS: [(&str, u64); 8] = [
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("µs", 1_000),
    ("μs", 1_000),
    ("ns", 1),
];

pub(super) const MILLISECOND: i64 = 1_000_000;
pub(super) const SECOND: i64 = 1_000_000_000;
/// The magnitude of the smallest 64 bit number, at which Go says that a duration overflows.
const OVERFLOW: u64 = 1 << 63;

/// Why a text is no duration. Positions are bytes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DurationProblem {
    /// No text, or a sign alone.
    Empty,
    /// Something else stands where a number must start.
    NoNumber {
        /// That character.
        range: Range<usize>,
    },
    /// A number without a unit.
    NoUnit {
        /// The number.
        range: Range<usize>,
    },
    /// A unit that does not exist.
    UnknownUnit {
        /// The unit.
        range: Range<usize>,
    },
    /// More than about 292 years.
    TooLarge,
}

impl DurationProblem {
    /// The bytes to underline in `text`, which must be the text that was read.
    #[must_use]
    pub fn range(&self, text: &str) -> Range<usize> {
        match self {
            Self::Empty | Self::TooLarge => 0..text.len(),
            Self::NoNumber { range } | Self::NoUnit { range } | Self::UnknownUnit { range } => {
                range.clone()
            }
        }
    }
}

impl fmt::Display for DurationProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "it is empty",
            Self::NoNumber { .. } => "a duration is a number with a unit, as in `15s`, no spaces",
            Self::NoUnit { .. } => "the unit is missing, as in `15s`",
            Self::UnknownUnit { .. } => "the units are `h`, `m`, `s`, `ms`, `us` and `ns`",
            Self::TooLarge => "it is longer than 292 years",
        })
    }
}

impl std::error::Error for DurationProblem {}

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self { nanoseconds: 0 };

    /// A duration of that many nanoseconds.
    #[must_use]
    pub fn from_nanoseconds(nanoseconds: i64) -> Self {
        Self { nanoseconds }
    }

    /// A duration of that many milliseconds, or the longest there is.
    #[must_use]
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self {
            nanoseconds: milliseconds.saturating_mul(MILLISECOND),
        }
    }

    /// Its nanoseconds.
    #[must_use]
    pub fn nanoseconds(self) -> i64 {
        self.nanoseconds
    }

    /// Reads a duration with the grammar of Go's `time.ParseDuration`: a sign if wanted, then
    /// numbers (a fraction is fine) each with a unit; `0` alone needs none.
    ///
    /// Both the API server and Istio's decoder read durations this way (golang/protobuf:
    /// jsonpb/decode.go; the `duration()` of the rules in the CRD).
    ///
    /// # Errors
    ///
    /// The first thing that Go stops at.
    pub fn parse(text: &str) -> Result<Self, DurationProblem> {
        let negative = text.starts_with('-');
        let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
        if rest == "0" {
            return Ok(Self::ZERO);
        }
        if rest.is_empty() {
            return Err(DurationProblem::Empty);
        }
        let mut total = 0_u64;
        while !rest.is_empty() {
            let (part, after) = group(rest, text.len() - rest.len())?;
            // Two parts of 2^63 wrap to zero in Go, too.
            total = total.wrapping_add(part);
            if total > OVERFLOW {
                return Err(DurationProblem::TooLarge);
            }
            rest = after;
        }
        match i64::try_from(total) {
            Ok(nanoseconds) if negative => Ok(Self {
                nanoseconds: -nanoseconds,
            }),
            Ok(nanoseconds) => Ok(Self { nanoseconds }),
            Err(_) if negative => Ok(Self {
                nanoseconds: i64::MIN,
            }),
            Err(_) => Err(DurationProblem::TooLarge),
        }
    }
}

/// One number with its unit, in nanoseconds, and the text after it; `at` is where `text` starts.
fn group(text: &str, at: usize) -> Result<(u64, &str), DurationProblem> {
    let (digits, rest) = text.split_at(digits(text));
    let (decimals, rest) = match rest.strip_prefix('.') {
        Some(rest) => rest.split_at(self::digits(rest)),
        None => ("", rest),
    };
    if digits.is_empty() && decimals.is_empty() {
        let first = text.chars().next().map_or(0, char::len_utf8);
        return Err(DurationProblem::NoNumber {
            range: at..at + first,
        });
    }
    let end = rest
        .find(|c: char| c == '.' || c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (unit, after) = rest.split_at(end);
    let unit_at = at + text.len() - rest.len();
    if digits
        .parse::<u64>()
        .map_or(!digits.is_empty(), |whole| whole > OVERFLOW)
    {
        return Err(DurationProblem::TooLarge);
    }
    if unit.is_empty() {
        return Err(DurationProblem::NoUnit { range: at..unit_at });
    }
    let Some(&(_, size)) = UNITS.iter().find(|(name, _)| *name == unit) else {
        return Err(DurationProblem::UnknownUnit {
            range: unit_at..unit_at + unit.len(),
        });
    };
    let whole: u64 = digits.parse().unwrap_or(0);
    if whole > OVERFLOW / size {
        return Err(DurationProblem::TooLarge);
    }
    let nanoseconds = whole * size + fraction(decimals, size);
    if nanoseconds > OVERFLOW {
        Err(DurationProblem::TooLarge)
    } else {
        Ok((nanoseconds, after))
    }
}

/// How many bytes of digits the text starts with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The decimals of a unit in nanoseconds, rounded down the way Go does: through floating point,
/// without the digits that exceed 63 bits.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "Go computes it with these conversions; the result is positive and below an hour"
)]
fn fraction(decimals: &str, size: u64) -> u64 {
    let (mut value, mut scale) = (0_u64, 1_f64);
    for digit in decimals.bytes() {
        let longer = value * 10 + u64::from(digit - b'0');
        if longer > OVERFLOW {
            break;
        }
        value = longer;
        scale *= 10.0;
        if value > (OVERFLOW - 1) / 10 {
            break;
        }
    }
    (value as f64 * (size as f64 / scale)) as u64
}

/// As an author would write it: `15s`, `1500ms`, `1h30m`. Reading it again gives the same.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.nanoseconds.unsigned_abs();
        if rest == 0 {
            return f.write_str("0s");
        }
        if self.nanoseconds < 0 {
            f.write_str("-")?;
        }
        let minute = 60 * SECOND.unsigned_abs();
        for (unit, size) in UNITS {
            let whole = rest / size;
            // Below a minute one unit reads best: `1500ms`, not `1s500ms`.
            let split = size >= minute || self.nanoseconds.unsigned_abs() >= minute;
            if whole > 0 && (split || rest.is_multiple_of(size)) {
                write!(f, "{whole}{unit}")?;
                rest %= size;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nanoseconds(text: &str) -> i64 {
        Duration::parse(text).unwrap().nanoseconds()
    }

    #[test]
    fn go_durations() {
        for (text, expected) in [
            ("0", 0),
            ("-0", 0),
            ("0s", 0),
            ("1ms", 1_000_000),
            ("1.5ms", 1_500_000),
            ("5m", 300_000_000_000),
            ("1h30m", 5_400_000_000_000),
            (".5s", 500_000_000),
            ("1.s", 1_000_000_000),
            ("1us1µs1μs", 3_000),
            ("1s1h1s", 3_602_000_000_000),
            ("+2s", 2_000_000_000),
            ("-2s", -2_000_000_000),
            ("00010ns", 10),
            ("0.3333333333333333333h", 1_200_000_000_000),
            ("0.100000000000000000000h", 360_000_000_000),
            ("0.9223372036854775807h", 3_320_413_933_267),
            ("9223372036854775807ns", i64::MAX),
            ("-9223372036854775808ns", i64::MIN),
            ("2562047h47m16.854775807s", i64::MAX),
        ] {
            assert_eq!(nanoseconds(text), expected, "{text}");
        }
    }

    #[test]
    fn refusals_say_where() {
        use DurationProblem::{Empty, NoNumber, NoUnit, TooLarge, UnknownUnit};
        for (text, expected) in [
            ("", Empty),
            ("-", Empty),
            ("10", NoUnit { range: 0..2 }),
            ("1m30", NoUnit { range: 2..4 }),
            ("00", NoUnit { range: 0..2 }),
            ("1d", UnknownUnit { range: 1..2 }),
            ("1 s", UnknownUnit { range: 1..3 }),
            ("1S", UnknownUnit { range: 1..2 }),
            ("1e3s", UnknownUnit { range: 1..2 }),
            ("1s ", UnknownUnit { range: 1..3 }),
            (" 1s", NoNumber { range: 0..1 }),
            (".s", NoNumber { range: 0..1 }),
            ("--1s", NoNumber { range: 1..2 }),
            ("µs", NoNumber { range: 0..2 }),
            ("9223372036854775808ns", TooLarge),
            ("99999999999999999999s", TooLarge),
            ("2562048h", TooLarge),
        ] {
            assert_eq!(Duration::parse(text), Err(expected), "{text:?}");
        }
    }

    #[test]
    fn prints_as_an_author_writes() {
        for text in [
            "0s",
            "15s",
            "1500ms",
            "1h30m",
            "1m30s",
            "1m30s500ms",
            "1h",
            "250us",
            "7ns",
            "-1500ms",
            "-1h",
            "1ms",
            "1h1ns",
        ] {
            assert_eq!(Duration::parse(text).unwrap().to_string(), text);
        }
        for (text, printed) in [
            ("1.5s", "1500ms"),
            ("90s", "1m30s"),
            ("36h", "36h"),
            ("60000ms", "1m"),
        ] {
            assert_eq!(Duration::parse(text).unwrap().to_string(), printed);
        }
        for extreme in [
            i64::MAX,
            i64::MIN,
            i64::MIN + 1,
            59_999_999_999,
            60_000_000_001,
        ] {
            let printed = Duration::from_nanoseconds(extreme).to_string();
            assert_eq!(nanoseconds(&printed), extreme);
        }
    }
}
