//! Versions of Istio, as far as rules depend on them.

use std::fmt;
use std::str::FromStr;

/// A minor version of Istio: 1.30.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u16);

impl Version {
    /// The oldest version whose rules are known.
    pub const OLDEST: Version = Version(18);
    /// The newest version whose rules are known; it was in development when they were written.
    pub const NEWEST: Version = Version(32);

    /// Istio 1.`minor`.
    #[must_use]
    pub const fn new(minor: u16) -> Self {
        Version(minor)
    }
}

/// The version that is checked for where nothing else is asked for.
impl Default for Version {
    fn default() -> Self {
        Version(30)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.0)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is no version of Istio that can be checked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VersionError {
    /// It is not of the form `1.30` or `1.30.4`.
    Form,
    /// Its rules are not known.
    Unknown,
}

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VersionError::Form => f.write_str("a version of Istio is written `1.30` or `1.30.4`"),
            VersionError::Unknown => write!(
                f,
                "the rules of Istio {} to {} are known",
                Version::OLDEST,
                Version::NEWEST
            ),
        }
    }
}

impl std::error::Error for VersionError {}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let rest = text.strip_prefix('v').unwrap_or(text);
        let rest = rest.strip_prefix("1.").ok_or(VersionError::Form)?;
        let (minor, patch) = rest.split_once('.').unwrap_or((rest, "0"));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_number(minor) || !is_number(patch) {
            return Err(VersionError::Form);
        }
        let version = minor
            .parse()
            .map(Version)
            .map_err(|_| VersionError::Unknown)?;
        if (Version::OLDEST..=Version::NEWEST).contains(&version) {
            Ok(version)
        } else {
            Err(VersionError::Unknown)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_does_not_count() {
        for text in ["1.30", "1.30.4", "v1.30.0"] {
            assert_eq!(text.parse(), Ok(Version::new(30)), "{text}");
        }
    }

    #[test]
    fn what_is_no_version_or_unknown_is_refused() {
        for text in ["", "1", "1.", "1.x", "1.30.", "2.0", "1.3 0", "1.30.x"] {
            assert_eq!(text.parse::<Version>(), Err(VersionError::Form), "{text}");
        }
        for text in ["1.17", "1.33", "1.99999999"] {
            assert_eq!(
                text.parse::<Version>(),
                Err(VersionError::Unknown),
                "{text}"
            );
        }
    }
}
