//! What plain text means: YAML 1.1's implicit types as Helm resolves them.

/// The meaning of a plain scalar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Resolved {
    /// Nothing, `~`, `null`.
    Null,
    /// `yes`, `off`, `true` …
    Bool(bool),
    /// An integer that fits 64 bits with a sign.
    Int(i64),
    /// An integer that only fits 64 bits without a sign.
    Uint(u64),
    /// Any other number, infinities and "not a number" included.
    Float(f64),
    /// A date, with or without a time. Helm hands on its text, as a string.
    Timestamp,
    /// `<<`, the merge key. Anywhere else than as a key it is a string.
    Merge,
    /// Text that is nothing else.
    Str,
}

/// What the plain scalar `text` means to Helm (3.17.3 and 4.3.1 alike, observed).
///
/// The first character decides which readings are tried, so `_1` is a string and `1_` is a number.
#[must_use]
pub fn resolve_plain(text: &str) -> Resolved {
    match text.as_bytes().first() {
        None => Resolved::Null,
        Some(b'0'..=b'9' | b'+' | b'-') => signed_infinity(text)
            .or_else(|| is_timestamp(text).then_some(Resolved::Timestamp))
            .or_else(|| number(text))
            .unwrap_or(Resolved::Str),
        Some(b'.') => dotted(text),
        Some(b'<') if text == "<<" => Resolved::Merge,
        Some(first) if b"yYnNtTfFoO~".contains(first) => word(text),
        _ => Resolved::Str,
    }
}

fn word(text: &str) -> Resolved {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Resolved::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Resolved::Bool(false)
        }
        "~" | "null" | "Null" | "NULL" => Resolved::Null,
        _ => Resolved::Str,
    }
}

fn signed_infinity(text: &str) -> Option<Resolved> {
    match text {
        "+.inf" | "+.Inf" | "+.INF" => Some(Resolved::Float(f64::INFINITY)),
        "-.inf" | "-.Inf" | "-.INF" => Some(Resolved::Float(f64::NEG_INFINITY)),
        _ => None,
    }
}

/// Text that starts with a dot. Unlike in other numbers an underscore counts here only between
/// two digits.
fn dotted(text: &str) -> Resolved {
    match text {
        ".inf" | ".Inf" | ".INF" => return Resolved::Float(f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" => return Resolved::Float(f64::NAN),
        _ => {}
    }
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let misplaced = bytes
        .iter()
        .enumerate()
        .any(|(at, byte)| *byte == b'_' && !(digit(at.checked_sub(1)) && digit(Some(at + 1))));
    if misplaced {
        return Resolved::Str;
    }
    float(&without_underscores(text)).unwrap_or(Resolved::Str)
}

fn without_underscores(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('_') {
        text.replace('_', "").into()
    } else {
        text.into()
    }
}

/// Text that starts with a digit or a sign; underscores do not count.
fn number(text: &str) -> Option<Resolved> {
    let text = without_underscores(text);
    integer(&text)
        .or_else(|| float(&text))
        .or_else(|| signed_binary(&text))
}

fn integer(text: &str) -> Option<Resolved> {
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'+' | b'-') => text.split_at(1),
        _ => ("", text),
    };
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, digits.get(2..)?),
        [b'0', b'o' | b'O', ..] => (8, digits.get(2..)?),
        [b'0', b'b' | b'B', ..] => (2, digits.get(2..)?),
        [b'0', _, ..] => (8, digits.get(1..)?),
        _ => (10, digits),
    };
    // The standard library would accept one more sign here.
    if !digits.as_bytes().first()?.is_ascii_alphanumeric() {
        return None;
    }
    let size = u64::from_str_radix(digits, base).ok()?;
    match sign {
        "-" => 0i64.checked_sub_unsigned(size).map(Resolved::Int),
        // A plus sign rules out the unsigned reading: beyond 63 bits it is a float.
        "+" => i64::try_from(size).ok().map(Resolved::Int),
        _ => Some(i64::try_from(size).map_or(Resolved::Uint(size), Resolved::Int)),
    }
}

/// `0b-1` is -1: a quirk of Helm's reader, which tries a signed number after a binary prefix.
fn signed_binary(text: &str) -> Option<Resolved> {
    let digits = text.strip_prefix("0b")?;
    i64::from_str_radix(digits, 2).ok().map(Resolved::Int)
}

fn float(text: &str) -> Option<Resolved> {
    let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_ok =
        digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
    let exponent_ok = exponent.is_none_or(|exponent| {
        let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !power.is_empty() && digits(power)
    });
    if !mantissa_ok || !exponent_ok {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    // An overflowing number is no number to Helm.
    value.is_finite().then_some(Resolved::Float(value))
}

/// Whether text that starts with a digit has the shape of a date that exists, alone or with a time.
fn is_timestamp(text: &str) -> bool {
    let mut rest = Shape(text.as_bytes());
    let (Some(year), true) = (rest.digits(4, 4), rest.byte(b"-")) else {
        return false;
    };
    let (Some(month), true) = (rest.digits(1, 2), rest.byte(b"-")) else {
        return false;
    };
    let Some(day) = rest.digits(1, 2) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    if !(1..=days).contains(&day) {
        return false;
    }
    if rest.0.is_empty() {
        return true;
    }
    if rest.byte(b"Tt") {
        return rest.clock() && rest.zone() && rest.0.is_empty();
    }
    rest.blanks() && rest.clock() && rest.0.is_empty()
}

/// What is left of a text while its shape is checked.
struct Shape<'a>(&'a [u8]);

impl Shape<'_> {
    fn byte(&mut self, any_of: &[u8]) -> bool {
        match self.0.split_first() {
            Some((first, rest)) if any_of.contains(first) => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn digits(&mut self, least: usize, most: usize) -> Option<u32> {
        let count = self
            .0
            .iter()
            .take(most)
            .take_while(|b| b.is_ascii_digit())
            .count();
        if count < least {
            return None;
        }
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(digits.iter().fold(0_u32, |sum, digit| {
            sum.saturating_mul(10)
                .saturating_add(u32::from(digit - b'0'))
        }))
    }

    fn blanks(&mut self) -> bool {
        let before = self.0.len();
        while self.byte(b" ") {}
        self.0.len() < before
    }

    /// Hour, minute, second, and perhaps a fraction of it.
    fn clock(&mut self) -> bool {
        let hour = self.digits(1, 2).is_some_and(|hour| hour < 24);
        let minute = hour && self.byte(b":") && self.digits(1, 2).is_some_and(|minute| minute < 60);
        let second =
            minute && self.byte(b":") && self.digits(1, 2).is_some_and(|second| second < 60);
        if second && self.byte(b".,") {
            return self.digits(1, usize::MAX).is_some();
        }
        second
    }

    fn zone(&mut self) -> bool {
        self.byte(b"Z")
            || (self.byte(b"+-")
                && self.digits(2, 2).is_some()
                && self.byte(b":")
                && self.digits(2, 2).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn underscores_vanish_from_numbers_that_start_with_a_digit() {
        for (text, value) in [
            ("1__0", 10),
            ("1_", 1),
            ("-_1", -1),
            ("0x_1F", 31),
            ("010", 8),
        ] {
            assert_eq!(resolve_plain(text), Resolved::Int(value), "{text}");
        }
        assert_eq!(resolve_plain(".5_0"), Resolved::Float(0.5));
        for text in ["_1", "-_", "0x_", ".5_", "._5", ".5e_1"] {
            assert_eq!(resolve_plain(text), Resolved::Str, "{text}");
        }
    }

    #[test]
    fn a_number_beyond_64_bits_is_a_float_or_a_string() {
        assert_eq!(
            resolve_plain("01777777777777777777777"),
            Resolved::Uint(u64::MAX)
        );
        assert_eq!(
            resolve_plain("02000000000000000000000"),
            Resolved::Float(2e21)
        );
        assert_eq!(resolve_plain("0x10000000000000000"), Resolved::Str);
        assert_eq!(
            resolve_plain("+9223372036854775808"),
            Resolved::Float(9_223_372_036_854_775_808.0)
        );
        assert_eq!(resolve_plain("1e309"), Resolved::Str);
    }

    #[test]
    fn a_binary_prefix_may_be_followed_by_a_sign() {
        assert_eq!(resolve_plain("0b-1"), Resolved::Int(-1));
        assert_eq!(resolve_plain("0b+1"), Resolved::Int(1));
        for text in ["-0b+1", "0o-7", "0x-1", "0B-1"] {
            assert_eq!(resolve_plain(text), Resolved::Str, "{text}");
        }
    }

    #[test]
    fn dates_must_exist() {
        for text in [
            "2001-01-01",
            "2000-2-29",
            "2001-12-14t21:59:43,1-05:00",
            "2001-1-1 1:2:3",
        ] {
            assert_eq!(resolve_plain(text), Resolved::Timestamp, "{text}");
        }
        for text in [
            "2001-02-29",
            "2001-13-01",
            "2001-01-01T00:00:00",
            "2001-01-01 24:00:00",
            "201-01-01",
        ] {
            assert_eq!(resolve_plain(text), Resolved::Str, "{text}");
        }
    }
}
