//! Percentages of outlier detection.

use crate::istio::syntax::number::is_percent;
use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

/// Tells the share at a key of `outlierDetection` that is no percentage.
pub(super) fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>, key: &str) {
    if let Some(node) = policy.node.at(&["outlierDetection", key])
        && let Some(percent) = whole::signed(node)
        && !is_percent(i64::from(percent))
    {
        cx.report(node, format!("`{key}: {percent}` is no percentage"))
            .label("not from 0 to 100")
            .note(refused::DESTINATION_RULE)
            .help("write a whole number from 0 to 100");
    }
}
