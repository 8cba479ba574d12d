//! What the layers of values say about the same key.

use super::super::stanza::{Chart, Written};
use crate::values::Origin;
use crate::yaml::{Entry, Node};

/// The key and the value that would stand without this layer; `None` where there is none, or a null or
/// something else above it takes it away.
pub(super) fn below<'a>(chart: &Chart<'a>, written: &Written<'a>) -> Option<&'a Entry> {
    let (last, above) = written.path.split_last()?;
    let lower = chart.layers.get(..written.layer)?.iter().rev();
    // A flag changes what the files and flags before it said, and its tree holds all of that.
    for layer in lower {
        let Some(mut holder) = layer.tree.get("ingress") else {
            continue;
        };
        let mut is_there = true;
        for key in above {
            // What is no map takes everything below it away.
            holder.as_map()?;
            match holder.get(key) {
                Some(next) => holder = next,
                None => {
                    is_there = false;
                    break;
                }
            }
        }
        if !is_there {
            continue;
        }
        let map = holder.as_map()?;
        if let Some(entry) = map.entry(last) {
            return Some(entry);
        }
    }
    None
}

/// The later file or flag that replaces a value, with a different one.
pub(super) fn replaced_by<'w, 'a>(
    chart: &Chart<'a>,
    written: &Written<'a>,
    all: &'w [Written<'a>],
) -> Option<&'w Written<'a>> {
    let is_input = |layer: usize| {
        let origin = chart.layers.get(layer).map(|layer| layer.origin);
        matches!(origin, Some(Origin::File | Origin::Flag))
    };
    if !is_input(written.layer) {
        return None;
    }
    let is_map = |node: &Node| node.as_map().is_some();
    all.iter()
        .filter(|later| later.layer > written.layer && is_input(later.layer))
        .filter(|later| {
            written.path.starts_with(&later.path)
                && !is_map(&later.entry.value)
                && later.entry.value != written.entry.value
        })
        .max_by_key(|later| later.layer)
}
