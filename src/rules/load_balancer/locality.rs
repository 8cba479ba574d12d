//! The localities of `distribute`, where they are written.

use crate::istio::syntax::locality::{Locality, LocalityProblem};
use crate::rules::context::Finding;
use crate::rules::prelude::*;
use crate::source::Span;
use crate::yaml::Node;

/// The labels of nodes that say where they are (istio/api: label/labels.gen.go).
pub(super) const TOPOLOGY: [&str; 3] = [
    "topology.istio.io/subzone",
    "topology.kubernetes.io/region",
    "topology.kubernetes.io/zone",
];

/// A locality and where it is written.
pub(super) struct Place<'a> {
    /// As it is written.
    pub text: &'a str,
    /// What it is.
    pub locality: Result<Locality<'a>, LocalityProblem>,
    /// The map around it.
    holder: &'a Node,
    /// The key of its value; `None` where it is itself a key.
    key: Option<&'static str>,
}

/// The `from` of every entry. One that is missing is empty, as it is to Istio.
pub(super) fn sources(entries: &[Node]) -> Vec<Place<'_>> {
    let maps = entries.iter().filter(|entry| entry.as_map().is_some());
    let texts = maps.filter_map(|entry| match entry.field("from") {
        None => Some((entry, "")),
        Some(from) => Some((entry, from.as_str()?)),
    });
    texts
        .map(|(holder, text)| Place {
            text,
            locality: Locality::parse(text),
            holder,
            key: Some("from"),
        })
        .collect()
}

/// The keys of `to` of an entry.
pub(super) fn targets(entry: &Node) -> Vec<Place<'_>> {
    let Some(holder) = entry.field("to") else {
        return Vec::new();
    };
    let keys = entry.entries_of("to").iter();
    keys.map(|share| Place {
        text: &share.key,
        locality: Locality::parse(&share.key),
        holder,
        key: None,
    })
    .collect()
}

/// Whether Istio refuses a locality that follows another one.
pub(super) fn refused_after(place: &Place<'_>, earlier: &Place<'_>) -> bool {
    match (place.locality, earlier.locality) {
        (Ok(place), Ok(earlier)) => place.refused_after(earlier),
        _ => false,
    }
}

/// Tells a finding at a locality.
pub(super) fn report<'c>(
    cx: &'c mut Context<'_>,
    place: &Place<'_>,
    message: String,
) -> Finding<'c> {
    match place.key.map(|key| place.holder.field(key)) {
        Some(value) => cx.report(value.unwrap_or(place.holder), message),
        None => cx.report_key(place.holder, place.text, message),
    }
}

/// Where a locality is written.
pub(super) fn span(cx: &Context<'_>, place: &Place<'_>) -> Span {
    let Some(key) = place.key else {
        let map = place.holder.as_map();
        let entry = map.and_then(|map| map.entry(place.text));
        return entry.map_or(Span::NOWHERE, |entry| entry.key_span);
    };
    cx.span(place.holder.field(key).unwrap_or(place.holder))
}
