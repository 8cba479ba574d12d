//! Durations of traffic policies, which Istio wants in whole milliseconds.

use crate::istio::syntax::duration::Duration;
use crate::istio::syntax::precision::PrecisionProblem;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::rules::retry::durations;
use crate::yaml::Node;

/// Reports the duration at a key if Istio refuses it. A text that is no duration at all is the
/// business of another rule.
pub(in crate::rules) fn whole_milliseconds(
    cx: &mut Context<'_>,
    holder: &Node,
    key: &str,
    instead: &str,
) {
    let Some(node) = holder.field(key) else {
        return;
    };
    let Some(Ok(time)) = node.as_str().map(Duration::parse) else {
        return;
    };
    if let Err(problem) = time.milliseconds() {
        refuse(cx, node, key, problem, instead);
    }
}

/// Reports a duration that Istio refuses.
pub(in crate::rules) fn refuse(
    cx: &mut Context<'_>,
    node: &Node,
    key: &str,
    problem: PrecisionProblem,
    instead: &str,
) {
    let text = node.as_str().unwrap_or_default();
    let (message, label) = durations::told(key, text, problem);
    cx.report(node, message)
        .label(label)
        .note(refused::DESTINATION_RULE)
        .help(instead);
}
