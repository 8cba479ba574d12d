//! What a route does to the answers it gives.

use crate::rules::prelude::*;

/// Whether a route sets or adds a header of the answer; the name in lower case.
pub fn sets_response_header(route: &HttpRoute<'_>, name: &str) -> bool {
    let Some(changes) = route.node.at(&["headers", "response"]) else {
        return false;
    };
    let mut entries = ["set", "add"]
        .into_iter()
        .flat_map(|key| changes.entries_of(key));
    entries.any(|entry| entry.key.eq_ignore_ascii_case(name))
}
