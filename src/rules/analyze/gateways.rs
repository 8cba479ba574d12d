//! Pairs of Gateways of a chart that may be served by the same pods.

use crate::rules::prelude::*;
use crate::yaml::{Entry, Node};

/// Every two Gateways, the earlier first.
pub(super) fn pairs<'a>(chart: &Chart<'a>) -> Vec<(&'a Object<'a>, &'a Object<'a>)> {
    let gateways: Vec<&Object<'_>> = chart.of_kind("Gateway").collect();
    let mut pairs = Vec::new();
    for (index, later) in gateways.iter().enumerate() {
        let earlier = gateways.get(..index).unwrap_or_default();
        pairs.extend(earlier.iter().map(|earlier| (*earlier, *later)));
    }
    pairs
}

/// Whether every label of the first one's selector is in that of the second one.
pub(super) fn is_wider(one: &Object<'_>, other: &Object<'_>) -> bool {
    let others = other.spec.entries_of("selector");
    let text = |entry: &Entry| entry.value.as_str().map(str::to_owned);
    one.spec.entries_of("selector").iter().all(|label| {
        let mut same = others.iter().filter(|other| other.key == label.key);
        same.any(|other| text(other) == text(label))
    })
}

/// Every server of one Gateway beside every one of another.
pub(super) fn servers<'a>(one: &Object<'a>, other: &Object<'a>) -> Vec<(&'a Node, &'a Node)> {
    let mut pairs = Vec::new();
    for first in one.spec.items("servers") {
        pairs.extend(
            other
                .spec
                .items("servers")
                .iter()
                .map(|second| (first, second)),
        );
    }
    pairs
}
