//! Labels of pods as maps write them, and the names of subsets.

use std::fmt;
use std::ops::Range;

use super::name::{self, NameProblem};

/// The longest part of a key before its `/`, in bytes (istio 1.30: pkg/config/labels/instance.go).
pub const MAX_PREFIX: usize = 253;

/// Why the key of a label is refused. Positions are bytes in the whole key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyProblem {
    /// The part before the `/` is too long.
    PrefixTooLong {
        /// Its bytes.
        length: usize,
    },
    /// The part before the `/` is no domain.
    Prefix(NameProblem),
    /// The name, after the `/` if there is one.
    Name(NameProblem),
}

impl KeyProblem {
    /// The bytes to underline in `key`, which must be the key that was checked.
    #[must_use]
    pub fn range(&self, key: &str) -> Range<usize> {
        match self {
            Self::PrefixTooLong { length } => 0..*length,
            Self::Prefix(problem) | Self::Name(problem) => match problem.range() {
                empty if empty.is_empty() => 0..key.len(),
                precise => precise,
            },
        }
    }
}

impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PrefixTooLong { length } => {
                write!(
                    f,
                    "before the `/` stand {length} bytes, and at most {MAX_PREFIX} may"
                )
            }
            Self::Prefix(NameProblem::Empty { .. }) => {
                f.write_str("before the `/` a part of the domain is empty")
            }
            Self::Prefix(problem) => write!(f, "before the `/` stands no domain: {problem}"),
            Self::Name(NameProblem::Character { found: '/', .. }) => {
                f.write_str("only one `/` is allowed")
            }
            Self::Name(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for KeyProblem {}

/// The key of a label: `name` or `domain/name`, with `-`, `_` and `.` inside the name.
///
/// (istio 1.30: pkg/config/labels/instance.go, `validateTagKey`; the parts of the domain have no
/// limit of their own there.)
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn label_key(key: &str) -> Result<(), KeyProblem> {
    let Some((prefix, name)) = key.split_once('/') else {
        return qualified(key).map_err(KeyProblem::Name);
    };
    let mut at = 0;
    for piece in prefix.split('.') {
        name::shape(piece, usize::MAX, |c| c == '-')
            .map_err(|problem| KeyProblem::Prefix(problem.shifted(at)))?;
        at += piece.len() + 1;
    }
    if prefix.len() > MAX_PREFIX {
        return Err(KeyProblem::PrefixTooLong {
            length: prefix.len(),
        });
    }
    qualified(name).map_err(|problem| KeyProblem::Name(problem.shifted(prefix.len() + 1)))
}

/// The value of a label: nothing, or letters and digits with `-`, `_` and `.` between them.
///
/// Istio sets no limit to its length (istio 1.30: pkg/config/labels/instance.go, `Validate`);
/// Kubernetes does: see [`kubernetes_label_value`].
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn label_value(value: &str) -> Result<(), NameProblem> {
    if value.is_empty() {
        Ok(())
    } else {
        name::shape(value, usize::MAX, is_inner)
    }
}

/// As [`label_value`], and at most 63 bytes: longer ones are on no pod, as Kubernetes refuses them
/// (kubernetes: apimachinery/pkg/util/validation, `IsValidLabelValue`).
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn kubernetes_label_value(value: &str) -> Result<(), NameProblem> {
    if value.is_empty() {
        Ok(())
    } else {
        qualified(value)
    }
}

/// The name of a subset: a label (istio 1.30: pkg/config/validation/validation.go,
/// `validateSubsetName`).
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn subset_name(text: &str) -> Result<(), NameProblem> {
    name::label(text)
}

fn qualified(text: &str) -> Result<(), NameProblem> {
    name::shape(text, name::MAX_LENGTH, is_inner)
}

fn is_inner(c: char) -> bool {
    matches!(c, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        let name = "n".repeat(63);
        let prefix = format!("{}/{name}", "p".repeat(253));
        for good in [
            "a",
            "A.b_c-d",
            "a.b/c",
            "app.kubernetes.io/name",
            &name,
            &prefix,
        ] {
            assert_eq!(label_key(good), Ok(()), "{good}");
        }
        let long_name = "n".repeat(64);
        let long_prefix = format!("{}/n", "p".repeat(254));
        for bad in [
            "",
            "/",
            "a/",
            "/a",
            "a/b/c",
            "a..b/c",
            "a_b/c",
            "-a",
            "a.",
            "a b",
            "*",
            &long_name,
            &long_prefix,
        ] {
            assert!(label_key(bad).is_err(), "{bad}");
        }
        assert_eq!(label_key("a/b/c").unwrap_err().range("a/b/c"), 3..4);
        assert_eq!(label_key("a.b_c/d").unwrap_err().range("a.b_c/d"), 3..4);
        assert_eq!(
            label_key("a/b/c").unwrap_err().to_string(),
            "only one `/` is allowed"
        );
    }

    #[test]
    fn values() {
        let long = "v".repeat(64);
        for good in ["", "a", "v1.2_3-4", "True", &long] {
            assert_eq!(label_value(good), Ok(()), "{good}");
        }
        for bad in ["-", "a-", ".a", "a b", "a/b", "ü"] {
            assert!(label_value(bad).is_err(), "{bad}");
        }
        assert!(kubernetes_label_value(&long).is_err());
        assert_eq!(kubernetes_label_value(""), Ok(()));
    }

    #[test]
    fn subsets() {
        assert_eq!(subset_name("v1"), Ok(()));
        assert_eq!(
            subset_name("v1.2"),
            Err(NameProblem::Character { at: 2, found: '.' })
        );
        assert_eq!(subset_name(""), Err(NameProblem::Empty { at: 0 }));
    }
}
