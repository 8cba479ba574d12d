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
