//! Limits that cannot be negative.

use crate::rules::common::{refused, whole};
use crate::rules::prelude::*;

/// Tells the limits at these keys of a part of `connectionPool` that are negative.
pub(super) fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>, part: &str, keys: &[&str]) {
    let Some(pool) = policy.node.at(&["connectionPool", part]) else {
        return;
    };
    for key in keys {
        if let Some(node) = pool.field(key)
            && let Some(count) = whole::signed(node)
            && count < 0
        {
            cx.report(node, format!("`{key}: {count}` is negative"))
                .label("less than 0")
                .note(refused::DESTINATION_RULE)
                .help(format!(
                    "write a positive limit, or remove `{key}` for none of your own"
                ));
        }
    }
}
