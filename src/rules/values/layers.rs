//! What the layers of values say about the same key.

use std::collections::BTreeMap;

use super::super::stanza::{Chart, Written};
use crate::values::Origin;
use crate::yaml::Entry;

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

/// What files and flags write, by path.
pub(super) struct Replacements<'w, 'a> {
    chart: Chart<'a>,
    by_path: BTreeMap<&'w [&'a str], Vec<&'w Written<'a>>>,
}

impl<'w, 'a> Replacements<'w, 'a> {
    pub fn among(chart: &Chart<'a>, all: &'w [Written<'a>]) -> Self {
        let mut by_path: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for written in all.iter().filter(|written| is_input(chart, written)) {
            by_path
                .entry(written.path.as_slice())
                .or_default()
                .push(written);
        }
        Replacements {
            chart: *chart,
            by_path,
        }
    }

    /// The last file or flag that replaces a value of an earlier one with a different one: at its
    /// path, or with something that is no map at a path above.
    pub fn of(&self, written: &Written<'a>) -> Option<&'w Written<'a>> {
        if !is_input(&self.chart, written) {
            return None;
        }
        let above = (1..=written.path.len()).filter_map(|length| written.path.get(..length));
        above
            .filter_map(|path| self.by_path.get(path))
            .flatten()
            .filter(|later| {
                later.layer > written.layer
                    && later.entry.value.as_map().is_none()
                    && later.entry.value != written.entry.value
            })
            .max_by_key(|later| later.layer)
            .copied()
    }
}

fn is_input(chart: &Chart<'_>, written: &Written<'_>) -> bool {
    let origin = chart.layers.get(written.layer).map(|layer| layer.origin);
    matches!(origin, Some(Origin::File | Origin::Flag))
}
