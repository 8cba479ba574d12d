//! Where a workload runs: `region/zone/subzone`.

use std::fmt;

/// A region, maybe with a zone, maybe with a subzone in it. `*` as the last part means any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locality<'a> {
    /// The region.
    pub region: &'a str,
    /// The zone.
    pub zone: Option<&'a str>,
    /// The subzone; whatever follows the second `/`.
    pub subzone: Option<&'a str>,
}

/// Why a locality is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LocalityProblem {
    /// A `*` that is not the last character, or more than one.
    Wildcard {
        /// The first such `*`, in bytes.
        at: usize,
    },
    /// A region, zone or subzone without text.
    EmptyPart {
        /// Where the text is missing, in bytes.
        at: usize,
    },
}

impl fmt::Display for LocalityProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wildcard { .. } => "`*` can only be its last character",
            Self::EmptyPart { .. } => "a region, zone or subzone is empty",
        })
    }
}

impl std::error::Error for LocalityProblem {}

impl<'a> Locality<'a> {
    /// Reads one locality (istio 1.30: pkg/config/validation/agent/validation.go,
    /// `validateLocalities`).
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with it.
    pub fn parse(text: &'a str) -> Result<Self, LocalityProblem> {
        if let Some(at) = text.find('*')
            && at + 1 != text.len()
        {
            return Err(LocalityProblem::Wildcard { at });
        }
        let mut parts = text.splitn(3, '/');
        let mut at = 0;
        let mut next = || -> Result<Option<&'a str>, LocalityProblem> {
            let Some(part) = parts.next() else {
                return Ok(None);
            };
            if part.is_empty() {
                return Err(LocalityProblem::EmptyPart { at });
            }
            at += part.len() + 1;
            Ok(Some(part))
        };
        let region = next()?.unwrap_or_default();
        Ok(Self {
            region,
            zone: next()?,
            subzone: next()?,
        })
    }

    /// Whether some place lies in both, whichever of the two is written first.
    ///
    /// Istio means this, but finds it in one order only: see [`Locality::refused_after`]. The
    /// entries of a `to` come in random order there, so an overlap is refused now and then.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.refused_after(other) || other.refused_after(self)
    }

    /// Whether Istio refuses this one when it has seen `earlier` in the same list: `a` after `*`,
    /// but not `*` after `a`; `a/b` after `a/*`, but not `a/*` after `a/b` (istio 1.30:
    /// pkg/config/validation/agent/validation.go, `validateLocalities`).
    #[must_use]
    pub fn refused_after(self, earlier: Self) -> bool {
        if earlier.region == "*" {
            return true;
        }
        let any = |part: Option<&str>| part.is_none_or(|part| part == "*");
        self.region == earlier.region
            && (self.zone.is_none()
                || any(earlier.zone)
                || self.zone == earlier.zone
                    && (self.subzone.is_none()
                        || any(earlier.subzone)
                        || self.subzone == earlier.subzone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let zoned = Locality {
            region: "eu",
            zone: Some("a"),
            subzone: Some("b/c"),
        };
        assert_eq!(Locality::parse("eu/a/b/c"), Ok(zoned));
        for good in ["*", "eu", "eu/*", "eu/a*", "eu/a/*", "eu*"] {
            assert!(Locality::parse(good).is_ok(), "{good}");
        }
        for (bad, problem) in [
            ("", LocalityProblem::EmptyPart { at: 0 }),
            ("/a", LocalityProblem::EmptyPart { at: 0 }),
            ("eu/", LocalityProblem::EmptyPart { at: 3 }),
            ("eu//b", LocalityProblem::EmptyPart { at: 3 }),
            ("*/a", LocalityProblem::Wildcard { at: 0 }),
            ("eu/**", LocalityProblem::Wildcard { at: 3 }),
        ] {
            assert_eq!(Locality::parse(bad), Err(problem), "{bad}");
        }
    }

    #[test]
    fn overlaps_in_both_orders_and_in_istios() {
        // Whether the second is refused after the first, and the first after the second.
        for (first, second, forward, backward) in [
            ("*", "eu", true, false),
            ("*", "*", true, true),
            ("eu", "eu", true, true),
            ("eu", "eu/a", true, true),
            ("eu", "eu/a/b", true, true),
            ("eu/a", "eu/a/b", true, true),
            ("eu/*", "eu/a", true, false),
            ("eu/*", "eu/a/b", true, false),
            ("eu/a/*", "eu/a/b", true, false),
            ("eu/a", "eu/b", false, false),
            ("eu/a/b", "eu/a/c", false, false),
            ("eu", "us", false, false),
            ("eu/a", "us/a", false, false),
        ] {
            let (a, b) = (
                Locality::parse(first).unwrap(),
                Locality::parse(second).unwrap(),
            );
            assert_eq!(b.refused_after(a), forward, "{first} {second}");
            assert_eq!(a.refused_after(b), backward, "{second} {first}");
            assert_eq!(a.overlaps(b), forward || backward, "{first} {second}");
        }
    }
}
