//! How fine a duration may be where Istio reads it.

use std::fmt;

use super::duration::{Duration, MILLISECOND, SECOND};

/// Why a duration is refused where Istio wants a certain precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrecisionProblem {
    /// Less than a millisecond; also zero and negative.
    BelowMillisecond,
    /// A part of a millisecond is left over.
    NotWholeMilliseconds,
    /// A part of a second is left over.
    NotWholeSeconds,
}

impl fmt::Display for PrecisionProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BelowMillisecond => "it is less than `1ms`",
            Self::NotWholeMilliseconds => "it is not a whole number of milliseconds",
            Self::NotWholeSeconds => "it is not a whole number of seconds",
        })
    }
}

impl std::error::Error for PrecisionProblem {}

impl Duration {
    /// What the rules in the CRD ask for: a millisecond or more. A part of one may be left over.
    #[must_use]
    pub fn at_least_1ms(self) -> bool {
        self.nanoseconds() >= MILLISECOND
    }

    /// Whether no part of a millisecond is left over.
    #[must_use]
    pub fn is_whole_milliseconds(self) -> bool {
        self.nanoseconds() % MILLISECOND == 0
    }

    /// Whether no part of a second is left over.
    #[must_use]
    pub fn is_whole_seconds(self) -> bool {
        self.nanoseconds() % SECOND == 0
    }

    /// What Istio asks of most durations: a whole number of milliseconds, at least one
    /// (istio 1.30: pkg/config/validation/agent/validation.go, `ValidateDuration`).
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn milliseconds(self) -> Result<(), PrecisionProblem> {
        if !self.at_least_1ms() {
            Err(PrecisionProblem::BelowMillisecond)
        } else if !self.is_whole_milliseconds() {
            Err(PrecisionProblem::NotWholeMilliseconds)
        } else {
            Ok(())
        }
    }

    /// What Istio asks of `corsPolicy.maxAge`: a whole number of seconds, at least one
    /// (istio 1.30: pkg/config/validation/validation.go, `validateCORSPolicy`).
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn seconds(self) -> Result<(), PrecisionProblem> {
        self.milliseconds()?;
        if self.is_whole_seconds() {
            Ok(())
        } else {
            Err(PrecisionProblem::NotWholeSeconds)
        }
    }

    /// What Istio asks of `connectionPool.tcp.idleTimeout`, where zero means never: as
    /// [`Duration::milliseconds`], or anything that is zero once parts of a millisecond are cut
    /// off, so `500us` and `-500us` pass (istio 1.30: pkg/config/validation/validation.go,
    /// `validateConnectionPool`). [`Duration::is_cut_to_zero`] tells those.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn milliseconds_or_zero(self) -> Result<(), PrecisionProblem> {
        if self.nanoseconds() / MILLISECOND == 0 {
            Ok(())
        } else {
            self.milliseconds()
        }
    }

    /// Whether it is not zero, but less than a millisecond in either direction.
    #[must_use]
    pub fn is_cut_to_zero(self) -> bool {
        self.nanoseconds() != 0 && self.nanoseconds() / MILLISECOND == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision() {
        use PrecisionProblem::{BelowMillisecond, NotWholeMilliseconds, NotWholeSeconds};
        let read = |text| Duration::parse(text).unwrap();
        assert_eq!(read("1ms").milliseconds(), Ok(()));
        assert_eq!(read("0s").milliseconds(), Err(BelowMillisecond));
        assert_eq!(read("-5s").milliseconds(), Err(BelowMillisecond));
        assert_eq!(read("999us").milliseconds(), Err(BelowMillisecond));
        assert_eq!(read("1.5ms").milliseconds(), Err(NotWholeMilliseconds));
        assert!(read("1.5ms").at_least_1ms() && read("1ms").at_least_1ms());
        assert!(!read("999999ns").at_least_1ms());
        assert_eq!(read("1s").seconds(), Ok(()));
        assert_eq!(read("24h").seconds(), Ok(()));
        assert_eq!(read("1500ms").seconds(), Err(NotWholeSeconds));
        assert_eq!(read("0s").milliseconds_or_zero(), Ok(()));
        assert_eq!(read("-500us").milliseconds_or_zero(), Ok(()));
        assert!(read("500us").is_cut_to_zero() && !read("0s").is_cut_to_zero());
        assert_eq!(
            read("1500us").milliseconds_or_zero(),
            Err(NotWholeMilliseconds)
        );
        assert_eq!(read("-1ms").milliseconds_or_zero(), Err(BelowMillisecond));
    }
}
