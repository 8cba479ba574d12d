//! The switches of the stanza, for helpers that ask only whether a value is true to Go.

use super::super::stanza::Chart;
use crate::ingress::keys::{self, KeyShape};
use crate::istio::schema::Shape;
use crate::yaml::Entry;

/// Every switch that the chart sees and its helper reads, with its path below `ingress`. None for
/// helpers that refuse what is not true or false.
pub(super) fn switches<'a>(chart: &Chart<'a>) -> Vec<(String, &'a Entry)> {
    if chart.definition.pasted.is_none() {
        return Vec::new();
    }
    keys::known(chart.definition)
        .into_iter()
        .filter(|key| {
            matches!(key.shape, KeyShape::Value(Shape::Bool)) && !key.is_for_other_templates
        })
        .filter_map(|key| {
            let path: Vec<&str> = key.name.split('.').collect();
            let (_, entry) = chart.entry(&path)?;
            Some((key.name.into_owned(), entry))
        })
        .collect()
}

/// Whether a text was meant to say no.
pub(super) fn says_no(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let words = [
        "false", "no", "off", "n", "f", "0", "none", "null", "disabled", "~",
    ];
    words.contains(&text.as_str())
}

/// Whether a text was meant to say yes.
pub(super) fn says_yes(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    ["true", "yes", "on", "y", "t", "1", "enabled"].contains(&text.as_str())
}
