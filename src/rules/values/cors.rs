//! The CORS policy that a helper adds to the last route.

use super::super::stanza::Chart;
use crate::source::Span;
use crate::values::go;
use crate::yaml::{Data, Entry, Node};

/// The key that asks for a policy; `None` where none is added.
pub(super) fn asked<'a>(chart: &Chart<'a>) -> Option<&'a Entry> {
    let keys = chart.definition.pasted.as_ref()?.cors.as_ref()?;
    if !chart.enabled {
        return None;
    }
    [&keys.custom, &keys.base].into_iter().find_map(|key| {
        let (_, entry) = chart.entry(&[key.as_str()])?;
        go::is_true(Some(&entry.value)).then_some(entry)
    })
}

/// The routes in the order in which they are printed.
pub(super) fn routes<'a>(chart: &Chart<'a>) -> Vec<&'a Node> {
    match chart.get("httproutes").map(|node| &node.data) {
        Some(Data::List(list)) => list.items().iter().collect(),
        Some(Data::Map(map)) => map.entries().iter().map(|entry| &entry.value).collect(),
        _ => Vec::new(),
    }
}

/// Where to point for a whole route: at the key that stands first in it.
pub(super) fn head(route: &Node) -> Span {
    let entries = route.as_map().map(|map| map.entries()).unwrap_or_default();
    let first = entries.iter().map(|entry| entry.key_span);
    first.min_by_key(|span| span.start).unwrap_or(route.span)
}
