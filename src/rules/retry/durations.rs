//! Durations as most rules ask for them.

use crate::istio::syntax::duration::Duration;
use crate::istio::syntax::precision::PrecisionProblem;
use crate::yaml::Node;

/// What is wrong with a duration that must be a whole number of milliseconds, at least one. That
/// a text is no duration at all is the business of another rule.
pub fn problem(node: &Node) -> Option<PrecisionProblem> {
    let duration = Duration::parse(node.as_str()?).ok()?;
    duration.milliseconds().err()
}

/// The message about a duration that Istio refuses, and what stands beside the marker.
pub fn told(key: &str, text: &str, problem: PrecisionProblem) -> (String, &'static str) {
    let (what, label) = match problem {
        PrecisionProblem::BelowMillisecond => ("less than a millisecond", "must be `1ms` or more"),
        PrecisionProblem::NotWholeMilliseconds => {
            ("no whole number of milliseconds", "finer than `1ms`")
        }
        PrecisionProblem::NotWholeSeconds => ("no whole number of seconds", "finer than `1s`"),
    };
    (format!("`{key}: {text}` is {what}"), label)
}

/// Whether a duration is `0s` or another spelling of no time at all.
pub fn is_zero(node: &Node) -> bool {
    let duration = node.as_str().and_then(|text| Duration::parse(text).ok());
    duration == Some(Duration::ZERO)
}

/// The duration at a place, if Istio takes it.
pub fn accepted(node: Option<&Node>) -> Option<Duration> {
    let duration = Duration::parse(node?.as_str()?).ok()?;
    duration.milliseconds().is_ok().then_some(duration)
}
