//! The share of the requests that is mirrored.

use crate::istio::syntax::number::is_mirror_percentage;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;

/// Tells a share that is below 0 or above 100.
pub(super) fn check(cx: &mut Context<'_>, value: Option<&Node>) {
    let Some(node) = value else { return };
    let Some(number) = node.as_number() else {
        return;
    };
    if !is_mirror_percentage(number) {
        cx.report(
            node,
            format!("{number} percent of the requests cannot be mirrored"),
        )
        .label("not from 0 to 100")
        .note(refused::VIRTUAL_SERVICE)
        .help("write a number from 0 to 100; without one, every request is mirrored");
    }
}
