//! Names of one piece: what Istio calls a DNS label.

use std::fmt;
use std::ops::Range;

/// The longest label, in bytes (istio 1.30: pkg/config/labels/instance.go).
pub const MAX_LENGTH: usize = 63;

/// Why a name is refused. Positions are bytes in the text that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameProblem {
    /// There is no text where a name must stand.
    Empty {
        /// Where it is missing.
        at: usize,
    },
    /// More bytes than allowed.
    TooLong {
        /// Where the name starts.
        at: usize,
        /// Its bytes.
        length: usize,
        /// The most it may have.
        limit: usize,
    },
    /// A character that may not stand in a name.
    Character {
        /// Where.
        at: usize,
        /// Which.
        found: char,
    },
    /// A character that may stand inside a name, but is its first or last one.
    Edge {
        /// Where.
        at: usize,
        /// Which.
        found: char,
    },
}

impl NameProblem {
    /// The bytes to underline.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        match *self {
            Self::Empty { at } => at..at,
            Self::TooLong { at, length, .. } => at..at + length,
            Self::Character { at, found } | Self::Edge { at, found } => at..at + found.len_utf8(),
        }
    }

    /// The same problem of a name that starts `by` bytes into a longer text.
    pub(super) fn shifted(self, by: usize) -> Self {
        match self {
            Self::Empty { at } => Self::Empty { at: at + by },
            Self::TooLong { at, length, limit } => Self::TooLong {
                at: at + by,
                length,
                limit,
            },
            Self::Character { at, found } => Self::Character { at: at + by, found },
            Self::Edge { at, found } => Self::Edge { at: at + by, found },
        }
    }
}

impl fmt::Display for NameProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { .. } => f.write_str("it is empty"),
            Self::TooLong { length, limit, .. } => {
                write!(f, "it has {length} bytes, and at most {limit} are allowed")
            }
            Self::Character { found: ' ', .. } => f.write_str("a space is not allowed"),
            Self::Character { found, .. } => write!(f, "`{}` is not allowed", found.escape_debug()),
            Self::Edge { found, .. } => {
                write!(
                    f,
                    "it must start and end with a letter or a digit, not with `{found}`"
                )
            }
        }
    }
}

impl std::error::Error for NameProblem {}

/// Whether the text is a label: 1 to 63 ASCII letters, digits and `-`, the first and the last one
/// not `-`.
///
/// Istio takes upper case, too, which the name of a Kubernetes object may not have
/// (istio 1.30: pkg/config/labels/instance.go, `IsDNS1123Label`).
#[must_use]
pub fn is_label(text: &str) -> bool {
    label(text).is_ok()
}

/// As [`is_label`], with the reason.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn label(text: &str) -> Result<(), NameProblem> {
    shape(text, MAX_LENGTH, |c| c == '-')
}

/// Whether the text is a label that may start with a wildcard: `*`, a label, or a label after `*`
/// or `*-`; 63 bytes in all (istio 1.30: pkg/config/labels/instance.go, `IsWildcardDNS1123Label`).
#[must_use]
pub fn is_wildcard_label(text: &str) -> bool {
    wildcard_label(text).is_ok()
}

/// As [`is_wildcard_label`], with the reason.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn wildcard_label(text: &str) -> Result<(), NameProblem> {
    let Some(rest) = text.strip_prefix('*') else {
        return label(text);
    };
    if rest.is_empty() {
        return Ok(());
    }
    if text.len() > MAX_LENGTH {
        return Err(NameProblem::TooLong {
            at: 0,
            length: text.len(),
            limit: MAX_LENGTH,
        });
    }
    // `*-` alone has no label after it: then the dash itself is the bad end.
    let name = rest
        .strip_prefix('-')
        .filter(|name| !name.is_empty())
        .unwrap_or(rest);
    label(name).map_err(|problem| problem.shifted(text.len() - name.len()))
}

/// Letters and digits at both ends, between them also what `inner` allows.
pub(super) fn shape(
    text: &str,
    limit: usize,
    inner: impl Fn(char) -> bool,
) -> Result<(), NameProblem> {
    if text.is_empty() {
        return Err(NameProblem::Empty { at: 0 });
    }
    let stranger = |&(_, c): &(usize, char)| !c.is_ascii_alphanumeric() && !inner(c);
    if let Some((at, found)) = text.char_indices().find(stranger) {
        return Err(NameProblem::Character { at, found });
    }
    if text.len() > limit {
        return Err(NameProblem::TooLong {
            at: 0,
            length: text.len(),
            limit,
        });
    }
    let ends = [text.char_indices().next(), text.char_indices().next_back()];
    match ends
        .into_iter()
        .flatten()
        .find(|(_, c)| !c.is_ascii_alphanumeric())
    {
        Some((at, found)) => Err(NameProblem::Edge { at, found }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let longest = "a".repeat(63);
        for good in ["a", "A", "0", "a-b", "a--b", "123", &longest] {
            assert_eq!(label(good), Ok(()), "{good}");
        }
        let too_long = "a".repeat(64);
        for bad in [
            "", "-", "-a", "a-", "a.b", "a_b", "ä", "a b", "a\n", "*", &too_long,
        ] {
            assert!(!is_label(bad), "{bad:?}");
        }
    }

    #[test]
    fn the_reason_says_where() {
        assert_eq!(
            label("a_b"),
            Err(NameProblem::Character { at: 1, found: '_' })
        );
        assert_eq!(label("ab-"), Err(NameProblem::Edge { at: 2, found: '-' }));
        assert_eq!(label("aü").map_err(|p| p.range()), Err(1..3));
        assert_eq!(
            label("").map_err(|p| p.to_string()),
            Err("it is empty".into())
        );
    }

    #[test]
    fn wildcard_labels() {
        let longest = format!("*{}", "a".repeat(62));
        for good in ["*", "a", "*a", "*-a", "*1", &longest] {
            assert!(is_wildcard_label(good), "{good}");
        }
        let too_long = format!("*{}", "a".repeat(63));
        for bad in [
            "", "**", "*-", "*--a", "a*", "a*b", "-*", "*a-", "*.", &too_long,
        ] {
            assert!(!is_wildcard_label(bad), "{bad}");
        }
        assert_eq!(
            wildcard_label("*-a_"),
            Err(NameProblem::Character { at: 3, found: '_' })
        );
        assert_eq!(
            wildcard_label("*-"),
            Err(NameProblem::Edge { at: 1, found: '-' })
        );
    }
}
