//! Numbers as text, the ways Go writes them.
//!
//! All of them start from the shortest decimal digits that read back as the same float; they
//! differ in when they use an exponent and in how it looks.

use std::fmt::{LowerExp, Write};
use std::str::FromStr;

/// Whether an integer is larger than those of which a float holds every one, and yet has 64 bits.
pub(crate) fn is_beyond_floats(value: i128) -> bool {
    const EXACT: i128 = 1 << 53;
    !(-EXACT..=EXACT).contains(&value) && i64::try_from(value).is_ok()
}

/// The shortest digits of a finite float: `digits[0].digits[1..] × 10^exponent`.
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i32,
}

impl Decimal {
    fn new<T: LowerExp + FromStr + PartialEq>(value: T) -> Self {
        let mut text = format!("{value:e}");
        let count = text
            .bytes()
            .take_while(|b| *b != b'e')
            .filter(u8::is_ascii_digit)
            .count();
        // Where two shortest texts are equally near, Go takes the even digit and Rust the
        // greater; Rust's rounding to a number of digits takes the even one, too.
        let even = format!("{value:.*e}", count.saturating_sub(1));
        if even.parse().is_ok_and(|same: T| same == value) {
            text = even;
        }
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        Decimal {
            negative: mantissa.starts_with('-'),
            digits: mantissa.chars().filter(char::is_ascii_digit).collect(),
            exponent: exponent.parse().unwrap_or(0),
        }
    }

    fn sign(&self) -> &'static str {
        if self.negative { "-" } else { "" }
    }

    /// `123.45`, `0.00012`, `1200`.
    fn plain(&self) -> String {
        let mut out = String::from(self.sign());
        if self.exponent < 0 {
            out.push_str("0.");
            for _ in self.exponent..-1 {
                out.push('0');
            }
            out.push_str(&self.digits);
            return out;
        }
        let whole = self.exponent.unsigned_abs() as usize + 1;
        match self.digits.split_at_checked(whole) {
            Some((before, after)) => {
                out.push_str(before);
                if !after.is_empty() {
                    out.push('.');
                    out.push_str(after);
                }
            }
            None => {
                out.push_str(&self.digits);
                for _ in self.digits.len()..whole {
                    out.push('0');
                }
            }
        }
        out
    }

    /// `1.5e+07`: the exponent has a sign and at least `width` digits. With `point` the
    /// mantissa always has one (`1.0e+07`).
    fn scientific(&self, width: usize, point: bool) -> String {
        let mut out = String::from(self.sign());
        let (first, rest) = self.digits.split_at_checked(1).unwrap_or(("0", ""));
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        } else if point {
            out.push_str(".0");
        }
        let sign = if self.exponent < 0 { '-' } else { '+' };
        // Writing to a string cannot fail.
        let _ = write!(out, "e{sign}{:0width$}", self.exponent.unsigned_abs());
        out
    }

    fn general(&self) -> String {
        if (-4..6).contains(&self.exponent) {
            self.plain()
        } else {
            self.scientific(2, false)
        }
    }
}

/// A finite float as Go's `%v` prints it, and therefore `{{ x }}`: an exponent below -4 and from
/// 6 up, so that a million is `1e+06` (Helm 3.17.3 and 4.3.1, observed).
#[must_use]
pub fn general(value: f64) -> String {
    Decimal::new(value).general()
}

/// The same for a float of 32 bits, which is how Helm prints float keys of a YAML map.
#[must_use]
pub fn general32(value: f32) -> String {
    Decimal::new(value).general()
}

/// A finite float as Go's JSON writes it: an exponent below 1e-6 and from 1e21 up, not padded.
#[must_use]
pub fn json(value: f64) -> String {
    let decimal = Decimal::new(value);
    if value == 0.0 || (1e-6..1e21).contains(&value.abs()) {
        decimal.plain()
    } else {
        decimal.scientific(1, false)
    }
}

/// A finite float that every YAML 1.1 and 1.2 reader takes for the same number. Whole numbers
/// of 64 bits are written out to the last digit; the exponent form has the point and the sign
/// without which PyYAML would read a string.
#[must_use]
pub fn portable(value: f64) -> String {
    if value == 0.0 {
        return if value.is_sign_negative() {
            "-0.0"
        } else {
            "0"
        }
        .to_owned();
    }
    let magnitude = value.abs();
    if !(1e-6..9_223_372_036_854_775_808.0).contains(&magnitude) {
        Decimal::new(value).scientific(1, true)
    } else if value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        Decimal::new(value).plain()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_prints_with_an_exponent() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (8080.0, "8080"),
            (999_999.5, "999999.5"),
            (1e6, "1e+06"),
            (12_345_678.9, "1.23456789e+07"),
            (0.0001, "0.0001"),
            (0.00009, "9e-05"),
            (-2.5, "-2.5"),
            (5e-324, "5e-324"),
            (2_604_432_845_891_249.0 / 4.0, "6.511082114728122e+14"),
            (1.5e300, "1.5e+300"),
        ] {
            assert_eq!(general(value), text);
        }
    }

    #[test]
    fn float_keys_have_32_bits() {
        assert_eq!(general32(0.300_000_000_000_000_04_f64 as f32), "0.3");
        assert_eq!(general32(16_777_217.0_f64 as f32), "1.6777216e+07");
    }

    #[test]
    fn json_writes_large_numbers_out() {
        for (value, text) in [
            (1e6, "1000000"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (-0.0, "-0"),
            (9_223_372_036_854_775_807.0, "9223372036854776000"),
        ] {
            assert_eq!(json(value), text);
        }
    }

    #[test]
    fn portable_numbers_have_a_point_where_they_have_an_exponent() {
        for (value, text) in [
            (443.0, "443"),
            (-0.0, "-0.0"),
            (1e21, "1.0e+21"),
            (2.5e-9, "2.5e-9"),
            (0.25, "0.25"),
            (9_223_372_036_854_774_784.0, "9223372036854774784"),
            (9_223_372_036_854_775_808.0, "9.223372036854776e+18"),
        ] {
            assert_eq!(portable(value), text);
        }
    }
}
