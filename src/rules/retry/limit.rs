//! A time of `retries` that Istio refuses.

use super::durations;
use crate::diagnostic::Fix;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::edit::remove_entry;

/// Tells the time at a key of `retries`. Without the key, `default` holds: a zero was meant so.
pub(super) fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>, key: &str, default: &str) {
    let Some(retries) = route.node.field("retries") else {
        return;
    };
    let Some(node) = retries.field(key) else {
        return;
    };
    let (Some(problem), Some(text)) = (durations::problem(node), node.as_str()) else {
        return;
    };
    let (message, label) = durations::told(key, text, problem);
    let is_zero = durations::is_zero(node);
    let edits = is_zero
        .then(|| remove_entry(cx.sources, retries, key))
        .flatten();
    cx.report(node, message)
        .label(label)
        .note(refused::VIRTUAL_SERVICE)
        .help(if is_zero {
            format!("leave the key out for {default}")
        } else {
            format!("write a whole number of milliseconds, at least `1ms`; leave the key out for {default}")
        })
        .fix(edits.map(|edits| Fix::safe(format!("remove `{key}`"), edits)));
}
