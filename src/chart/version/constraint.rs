//! Versions and the ranges of `dependencies[].version`, as Helm's library reads them
//! (Masterminds semver; Helm 3.17.3 and 4.3.1, observed).

use std::cmp::Ordering;

use super::{has_leading_zero, is_identifier, split};
use crate::HelmVersion;

/// Whether a chart of this version satisfies the range. What is no range is satisfied by
/// nothing; the empty text is no range.
pub(crate) fn satisfies(version: &str, range: &str, helm: HelmVersion) -> bool {
    let (Some(version), Some(alternatives)) = (Version::parse(version), parse_range(range)) else {
        return false;
    };
    alternatives.iter().any(|all| {
        // Since Helm 4 one bound with a pre-release admits pre-releases to its neighbours.
        let pre = helm == HelmVersion::V4 && all.iter().any(|bound| bound.version.has_pre());
        all.iter().all(|bound| bound.admits(&version, pre, helm))
    })
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Version {
    numbers: [u64; 3],
    pre: String,
}

impl Version {
    /// Lenient: `v1.2` is 1.2.0, leading zeros are fine.
    fn parse(text: &str) -> Option<Version> {
        let parts = Parts::parse(text)?;
        let mut numbers = [0; 3];
        for (number, text) in numbers.iter_mut().zip(parts.numbers) {
            if let Some(text) = text {
                *number = text.parse().ok()?;
            }
        }
        if parts.pre.split('.').any(has_leading_zero) {
            return None;
        }
        Some(Version {
            numbers,
            pre: parts.pre.to_owned(),
        })
    }

    fn has_pre(&self) -> bool {
        !self.pre.is_empty()
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.numbers
            .cmp(&other.numbers)
            .then_with(|| match (self.has_pre(), other.has_pre()) {
                (true, true) => compare_pre(&self.pre, &other.pre),
                // 1.0.0-rc1 comes before 1.0.0.
                (mine, others) => others.cmp(&mine),
            })
    }
}

fn compare_pre(a: &str, b: &str) -> Ordering {
    let key = |part: &str| part.parse::<u64>().ok();
    let (mut a, mut b) = (a.split('.'), b.split('.'));
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => match (key(a), key(b)) {
                (Some(a), Some(b)) => a.cmp(&b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => a.cmp(b),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// A version as written: up to three numbers or wildcards, a pre-release, build data.
struct Parts<'a> {
    numbers: [Option<&'a str>; 3],
    pre: &'a str,
}

impl<'a> Parts<'a> {
    fn parse(text: &'a str) -> Option<Parts<'a>> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let (text, build) = split(text, '+');
        let (core, pre) = split(text, '-');
        let identifiers = |text: &str| text.split('.').all(is_identifier);
        if !pre.is_none_or(identifiers) || !build.is_none_or(identifiers) {
            return None;
        }
        let mut numbers = [None; 3];
        let mut places = numbers.iter_mut();
        for part in core.split('.') {
            let fine = |b: u8| b.is_ascii_digit() || matches!(b, b'x' | b'X' | b'*');
            if part.is_empty() || !part.bytes().all(fine) {
                return None;
            }
            *places.next()? = Some(part);
        }
        Some(Parts {
            numbers,
            pre: pre.unwrap_or(""),
        })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Tilde,
    Caret,
}

/// Longest first, so that `>=` is not read as `>`.
const OPERATORS: [(&str, Operator); 12] = [
    ("!=", Operator::NotEqual),
    (">=", Operator::GreaterEqual),
    ("=>", Operator::GreaterEqual),
    ("<=", Operator::LessEqual),
    ("=<", Operator::LessEqual),
    ("~>", Operator::Tilde),
    ("=", Operator::Equal),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("~", Operator::Tilde),
    ("^", Operator::Caret),
    ("", Operator::Equal),
];

/// How much of a bound was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// `1.2.3`
    Nothing,
    /// `1.2` or `1.2.x`
    Patch,
    /// `1` or `1.x`
    Minor,
    /// `*`
    All,
}

#[derive(Debug)]
struct Bound {
    operator: Operator,
    version: Version,
    open: Open,
}

impl Bound {
    fn parse(operator: Operator, text: &str) -> Option<Bound> {
        let parts = Parts::parse(text)?;
        let wild = |part: Option<&str>| matches!(part, None | Some("x" | "X" | "*"));
        let [major, minor, patch] = parts.numbers;
        let (open, written) = if wild(major) {
            (Open::All, 0)
        } else if wild(minor) {
            (Open::Minor, 1)
        } else if wild(patch) {
            (Open::Patch, 2)
        } else {
            (Open::Nothing, 3)
        };
        let mut plain = String::from("0");
        for number in parts.numbers.iter().take(written).flatten() {
            // The leading 0. is cut off again below.
            plain.push('.');
            plain.push_str(number);
        }
        let mut plain = plain.split_off(if written == 0 { 0 } else { 2 });
        if !parts.pre.is_empty() {
            plain.push('-');
            plain.push_str(parts.pre);
        }
        Some(Bound {
            operator,
            version: Version::parse(&plain)?,
            open,
        })
    }

    fn admits(&self, version: &Version, pre: bool, helm: HelmVersion) -> bool {
        let unwanted_pre = version.has_pre() && !self.version.has_pre() && !pre;
        let order = version.cmp(&self.version);
        let [major, minor, patch] = version.numbers;
        let [own_major, own_minor, own_patch] = self.version.numbers;
        let whole = self.open == Open::Nothing;
        // Helm 3 compares with a complete `=` and `!=` whatever the pre-release.
        let exact = whole && matches!(self.operator, Operator::Equal | Operator::NotEqual);
        if unwanted_pre && !(exact && helm == HelmVersion::V3) {
            return false;
        }
        match self.operator {
            Operator::Equal if whole => order == Ordering::Equal,
            Operator::NotEqual => match self.open {
                Open::Nothing => order != Ordering::Equal,
                Open::Minor => major != own_major,
                _ => (major, minor) != (own_major, own_minor),
            },
            Operator::Greater => match self.open {
                Open::Minor => major > own_major,
                Open::Patch => (major, minor) > (own_major, own_minor),
                _ => order == Ordering::Greater,
            },
            Operator::GreaterEqual => order != Ordering::Less,
            Operator::Less => order == Ordering::Less,
            Operator::LessEqual => match self.open {
                Open::Nothing => order != Ordering::Greater,
                Open::Minor => major <= own_major,
                _ => (major, minor) <= (own_major, own_minor),
            },
            Operator::Equal | Operator::Tilde => {
                if order == Ordering::Less {
                    return false;
                }
                match self.open {
                    Open::All => true,
                    Open::Nothing if self.version.numbers == [0; 3] => true,
                    Open::Minor => major == own_major,
                    _ => (major, minor) == (own_major, own_minor),
                }
            }
            Operator::Caret => {
                if order == Ordering::Less {
                    false
                } else if own_major > 0 || self.open == Open::Minor {
                    major == own_major
                } else if own_minor > 0 || self.open == Open::Patch {
                    (major, minor) == (own_major, own_minor)
                } else {
                    (major, minor, patch) == (own_major, own_minor, own_patch)
                }
            }
        }
    }
}

/// Alternatives of bounds that must all hold.
fn parse_range(text: &str) -> Option<Vec<Vec<Bound>>> {
    text.split("||").map(parse_all).collect()
}

fn parse_all(text: &str) -> Option<Vec<Bound>> {
    let mut words: Vec<&str> = Vec::new();
    // A comma is one separator like a blank, but only between two bounds.
    for (at, group) in text.split(',').enumerate() {
        if group.trim().is_empty() || (at > 0 && group.is_empty()) {
            return None;
        }
        words.extend(group.split_whitespace());
    }
    let mut bounds = Vec::new();
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        if word == "-" {
            return None;
        }
        let (name, operator) = OPERATORS.iter().find(|(name, _)| word.starts_with(name))?;
        let mut version = word.get(name.len()..).unwrap_or("");
        // `>= 1.2` is one bound, too.
        if version.is_empty() {
            version = words.next()?;
        }
        if words.next_if_eq(&"-").is_some() {
            if !name.is_empty() {
                return None;
            }
            bounds.push(Bound::parse(Operator::GreaterEqual, version)?);
            bounds.push(Bound::parse(Operator::LessEqual, words.next()?)?);
        } else {
            bounds.push(Bound::parse(*operator, version)?);
        }
    }
    Some(bounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(range: &str, versions: &[&str]) -> Vec<String> {
        let admits = |version: &&&str| satisfies(version, range, HelmVersion::V3);
        versions
            .iter()
            .filter(admits)
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn ranges_admit_what_helm_admits() {
        let all = [
            "0.0.1",
            "0.1.2",
            "0.2.0",
            "1",
            "1.2.3",
            "1.2.4",
            "1.3.0",
            "2.0.0",
            "1.2.3-beta.1",
        ];
        for (range, expected) in [
            ("", ""),
            ("*", "0.0.1 0.1.2 0.2.0 1 1.2.3 1.2.4 1.3.0 2.0.0"),
            ("1.2.3", "1.2.3"),
            ("=v1.2", "1.2.3 1.2.4"),
            ("~1.2.3", "1.2.3 1.2.4"),
            ("^1.2", "1.2.3 1.2.4 1.3.0"),
            ("^0.1", "0.1.2"),
            ("^0.0", "0.0.1"),
            (">1", "2.0.0"),
            (">=  1.2 , < 2", "1.2.3 1.2.4 1.3.0"),
            ("1.2.4 - 1.3", "1.2.4 1.3.0"),
            ("0.1.2 || 2", "0.1.2 2.0.0"),
            ("<=1", "0.0.1 0.1.2 0.2.0 1 1.2.3 1.2.4 1.3.0"),
            ("~1.2.3-0", "1.2.3 1.2.4 1.2.3-beta.1"),
            ("1,", ""),
            ("|| 1", ""),
            ("==1.2.3", ""),
            (">1.2.3<2", ""),
        ] {
            assert_eq!(admitted(range, &all).join(" "), expected, "{range}");
        }
    }

    #[test]
    fn a_pre_release_in_one_bound_counts_for_all_since_helm_4() {
        let satisfies = |helm| satisfies("1.5.0-alpha", ">= 1.2.3-alpha < 2", helm);
        assert!(!satisfies(HelmVersion::V3));
        assert!(satisfies(HelmVersion::V4));
    }
}
