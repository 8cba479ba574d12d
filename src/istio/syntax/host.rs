//! Host names, with and without a wildcard, and how they cover each other.

use std::fmt;
use std::ops::Range;

use super::name::{self, NameProblem};

/// The longest host, in bytes (istio 1.30: pkg/config/validation/agent/validation.go,
/// `CheckDNS1123Preconditions`).
pub const MAX_LENGTH: usize = 255;

/// Why a host is refused. Positions are bytes in the text that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostProblem {
    /// No text at all.
    Empty,
    /// More than [`MAX_LENGTH`] bytes.
    TooLong {
        /// Its bytes.
        length: usize,
    },
    /// The last piece is a number, as in an IP address.
    NumericEnd {
        /// The piece.
        range: Range<usize>,
    },
    /// A piece between dots is wrong.
    Piece {
        /// The piece.
        range: Range<usize>,
        /// What is wrong with it, at positions in the whole text.
        problem: NameProblem,
    },
    /// It starts with `outbound_`, but is not of the form `outbound_.PORT_._.HOST`.
    Outbound,
}

impl HostProblem {
    /// The bytes to underline in `text`, which must be the text that was checked.
    #[must_use]
    pub fn range(&self, text: &str) -> Range<usize> {
        match self {
            Self::Empty | Self::TooLong { .. } | Self::Outbound => 0..text.len(),
            Self::NumericEnd { range } => range.clone(),
            Self::Piece { range, problem } => {
                let precise = problem.range();
                if precise.is_empty() {
                    range.clone()
                } else {
                    precise
                }
            }
        }
    }
}

impl fmt::Display for HostProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("it is empty"),
            Self::TooLong { length } => {
                write!(
                    f,
                    "it has {length} bytes, and a host may have at most {MAX_LENGTH}"
                )
            }
            Self::NumericEnd { .. } => {
                f.write_str("a host cannot end in a number; an IP address is not a host")
            }
            Self::Piece {
                problem: NameProblem::Empty { .. },
                ..
            } => f.write_str("there is nothing between two dots, or before the first one"),
            Self::Piece {
                problem: NameProblem::TooLong { length, limit, .. },
                ..
            } => write!(
                f,
                "a part between dots has {length} bytes, and at most {limit} are allowed"
            ),
            Self::Piece {
                problem: NameProblem::Edge { found, .. },
                ..
            } => write!(
                f,
                "a part between dots must start and end with a letter or a digit, not with `{found}`"
            ),
            Self::Piece {
                problem: NameProblem::Character { found, .. },
                ..
            } => match found {
                ':' => f.write_str("a host has neither a scheme nor a port"),
                '/' => f.write_str("a host has no path"),
                '*' => f.write_str("`*` can only be its first character"),
                ' ' => f.write_str("a space is not allowed"),
                other => write!(f, "`{}` is not allowed", other.escape_debug()),
            },
            Self::Outbound => {
                f.write_str("a host that starts with `outbound_` must be `outbound_.PORT_._.HOST`")
            }
        }
    }
}

impl std::error::Error for HostProblem {}

/// A host that may start with a wildcard: `*`, `*.a.com`, `*a.com`, `a.com`, `a`, `a.`.
///
/// (istio 1.30: pkg/config/validation/agent/validation.go, `ValidateWildcardDomain`.)
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn wildcard_host(text: &str) -> Result<(), HostProblem> {
    length(text)?;
    let (first, tail) = match text.split_once('.') {
        Some((first, tail)) => (first, Some(tail)),
        None => (text, None),
    };
    name::wildcard_label(first).map_err(|problem| HostProblem::Piece {
        range: 0..first.len(),
        problem,
    })?;
    tail.map_or(Ok(()), |tail| dns_tail(tail, first.len() + 1))
}

/// A host without wildcard; one label is enough, one final dot is fine.
///
/// (istio 1.30: pkg/config/validation/agent/validation.go, `ValidateFQDN`.)
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn fqdn(text: &str) -> Result<(), HostProblem> {
    length(text)?;
    dns_tail(text, 0)
}

/// A host of a VirtualService behind a gateway that routes TLS by server name, or such a name:
/// a [`wildcard_host`], or the form `outbound_.80_._.a.com` that Istio makes itself.
///
/// Of that form only little is checked: four pieces between `_`, a digit in the second and a
/// letter in the fourth (istio 1.30: pkg/config/validation/agent/validation.go,
/// `ValidateWildcardDomainForVirtualServiceBoundToGateway`).
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn sni_host(text: &str) -> Result<(), HostProblem> {
    length(text)?;
    if !text.starts_with("outbound_") {
        return wildcard_host(text);
    }
    let mut pieces = text.split('_').skip(1);
    let port = pieces.next().unwrap_or_default();
    let host = pieces.nth(1).unwrap_or_default();
    let digit = port.bytes().any(|b| b.is_ascii_digit());
    let letter = host.bytes().any(|b| b.is_ascii_alphabetic());
    if digit && letter {
        Ok(())
    } else {
        Err(HostProblem::Outbound)
    }
}

/// Whether the host is a wildcard: whether it starts with `*`.
#[must_use]
pub fn is_wildcard(host: &str) -> bool {
    host.starts_with('*')
}

/// Whether two hosts overlap: equal, or a wildcard that covers the other one.
///
/// Upper and lower case differ, and a wildcard knows no dots: `*foo.com` overlaps `barfoo.com`,
/// and `*.foo.com` does not overlap `foo.com` (istio 1.30: pkg/config/host/name.go, `Matches`).
#[must_use]
pub fn hosts_match(a: &str, b: &str) -> bool {
    host_covered_by(a, b) || host_covered_by(b, a)
}

/// Whether every name that `host` stands for is one that `other` stands for
/// (istio 1.30: pkg/config/host/name.go, `SubsetOf`).
#[must_use]
pub fn host_covered_by(host: &str, other: &str) -> bool {
    match (host.strip_prefix('*'), other.strip_prefix('*')) {
        (_, None) => host == other,
        (None, Some(tail)) => host.ends_with(tail),
        (Some(own), Some(tail)) => own.ends_with(tail),
    }
}

fn length(text: &str) -> Result<(), HostProblem> {
    match text.len() {
        0 => Err(HostProblem::Empty),
        length if length > MAX_LENGTH => Err(HostProblem::TooLong { length }),
        _ => Ok(()),
    }
}

/// Labels between dots; `start` is where `text` begins in the whole host.
fn dns_tail(text: &str, start: usize) -> Result<(), HostProblem> {
    let last = text.rsplit('.').next().unwrap_or(text);
    // Go's Atoi and this parser agree: a sign is read, and what exceeds 64 bits is no number.
    if last.parse::<i64>().is_ok() {
        let end = start + text.len();
        return Err(HostProblem::NumericEnd {
            range: end - last.len()..end,
        });
    }
    if text.is_empty() {
        return Ok(());
    }
    // One final dot makes a name absolute.
    let relative = text.strip_suffix('.').unwrap_or(text);
    let mut at = start;
    for piece in relative.split('.') {
        name::label(piece).map_err(|problem| HostProblem::Piece {
            range: at..at + piece.len(),
            problem: problem.shifted(at),
        })?;
        at += piece.len() + 1;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcard_hosts() {
        let long = format!("{0}.{0}.{0}.{0}", "a".repeat(63));
        let huge = "a.99999999999999999999";
        for good in [
            "*", "*.a.com", "*a.com", "*-a.com", "a", "a.", "123", "123.", "A.com", &long, huge,
        ] {
            assert_eq!(wildcard_host(good), Ok(()), "{good}");
        }
        let too_long = format!("{long}.");
        for bad in [
            "",
            "a.*.com",
            "a*.com",
            "a_b.com",
            "a.com:80",
            "http://a.com",
            "a..b",
            ".a",
            ".",
            "1.2.3.4",
            "a.123",
            "a.-1",
            "a..",
            "a.com\n",
            "*.*",
            "a b",
            &too_long,
        ] {
            assert!(wildcard_host(bad).is_err(), "{bad:?}");
        }
        assert_eq!(wildcard_host("1.2.3.4."), Ok(()));
    }

    #[test]
    fn full_names() {
        for good in ["a", "a.b", "a.b.", "mesh", "1.a"] {
            assert_eq!(fqdn(good), Ok(()), "{good}");
        }
        for bad in ["", "*", "*.a", "1", "1.2", ".", "a..", "a/b"] {
            assert!(fqdn(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_reason_says_where() {
        let range = |text: &str| wildcard_host(text).unwrap_err().range(text);
        assert_eq!(range("a.b_c.d"), 3..4);
        assert_eq!(range("a.com:80"), 5..6);
        assert_eq!(range("1.2.3.4"), 6..7);
        assert_eq!(range("a.-b.c"), 2..3);
        assert_eq!(
            wildcard_host("a*.com").unwrap_err().to_string(),
            "`*` can only be its first character"
        );
    }

    #[test]
    fn server_names() {
        for good in [
            "outbound_.80_._.a.com",
            "outbound_80_x_a",
            "outbound_.80_.v1_.a_b",
            "*.a",
        ] {
            assert_eq!(sni_host(good), Ok(()), "{good}");
        }
        for bad in [
            "outbound_.80_.a.com",
            "outbound_.x_._.a",
            "outbound_.80_._.1",
            "a_b",
            "",
        ] {
            assert!(sni_host(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn overlap_and_cover() {
        for (a, b, overlap, covered) in [
            ("a.com", "a.com", true, true),
            ("a.com", "A.com", false, false),
            ("a.com", "*.com", true, true),
            ("*.com", "a.com", true, false),
            ("*", "*.com", true, false),
            ("*.com", "*", true, true),
            ("*.foo.com", "foo.com", false, false),
            ("barfoo.com", "*foo.com", true, true),
            ("*.a.com", "*.b.com", false, false),
        ] {
            assert_eq!(hosts_match(a, b), overlap, "{a} {b}");
            assert_eq!(hosts_match(b, a), overlap, "{b} {a}");
            assert_eq!(host_covered_by(a, b), covered, "{a} {b}");
        }
    }
}
