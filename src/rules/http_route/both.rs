//! Two settings of a route that exclude each other.

use crate::diagnostic::Fix;
use crate::rules::common::refused;
use crate::rules::context::Finding;
use crate::rules::prelude::*;
use crate::yaml::edit::remove_entry;

/// Tells that `key` stands beside `other` in a route.
pub(super) fn report<'c>(
    cx: &'c mut Context<'_>,
    route: &HttpRoute<'_>,
    other: &str,
    key: &str,
) -> Finding<'c> {
    let entry = route.node.as_map().and_then(|map| map.entry(other));
    let place = entry
        .map(|entry| entry.key_span)
        .filter(|place| cx.is_authors(*place));
    let finding = cx
        .report_key(
            route.node,
            key,
            format!("{} has both `{other}` and `{key}`", route.called()),
        )
        .label(format!("not beside `{other}`"));
    match place {
        Some(place) => finding.also(place, "").note(refused::VIRTUAL_SERVICE),
        None => finding.note(refused::VIRTUAL_SERVICE),
    }
}

/// Whether a route answers directly; one that redirects as well is told of with that.
pub(super) fn answers_directly(route: &HttpRoute<'_>) -> bool {
    !route.is_root() && route.node.has("directResponse") && !route.node.has("redirect")
}

/// Whether a list of a route has something in it.
pub(super) fn has_items(route: &HttpRoute<'_>, key: &str) -> bool {
    !route.node.items(key).is_empty()
}

/// Takes a setting out of a route.
pub(super) fn removal(cx: &Context<'_>, route: &HttpRoute<'_>, key: &str) -> Option<Fix> {
    let edits = remove_entry(cx.sources, route.node, key)?;
    Some(Fix::risky(format!("remove `{key}`"), edits))
}
