use super::FIXES;
use super::templates;
use crate::diagnostic::Fix;
use crate::ingress::keys;
use crate::rules::prelude::*;
use crate::values::LayerPart;
use crate::yaml::edit::rename_key;
use crate::yaml::{Entry, Map};

rule! {
    /// A key of the stanza that stands at the top of the values, or a misspelt `ingress`.
    ///
    /// ## Why it matters
    /// The helper reads what stands below `ingress:` only. Helm says nothing about other keys: the
    /// release is deployed as if the lines were not there, with the chart's defaults in their place.
    /// A host that nobody serves is then a 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    /// gatewayHosts: [pad.example.org]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [pad.example.org]
    /// ```
    ///
    /// ## Fix
    /// Renames a misspelt `ingress`. What is deployed then changes.
    ///
    /// ## Source
    /// The keys that each helper version reads. Keys that the chart's own templates read are left
    /// alone, and so are the names of its dependencies.
    Warning 4029 "misplaced-ingress-key" Stanza(check) changes objects
}

const STANZA: &str = "ingress";

/// Names that say by themselves that they belong to the stanza. Others, `tls` or `service`, are
/// often keys of the chart.
const ONLY_THERE: [&str; 11] = [
    "base_cors_policy",
    "custom_cors_policy",
    "destinationRules",
    "destinationrulehosts",
    "existingGateway",
    "existingGatewayName",
    "gatewayHosts",
    "httproutes",
    "httpsRedirect",
    "routeHosts",
    "upstreamTLS",
];

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let mut fixes = 0;
    for layer in chart.layers {
        for entry in layer.tree.entries() {
            let key = entry.key.as_ref();
            let is_misspelt = is_misspelt(layer, entry);
            let is_of_stanza = ONLY_THERE.contains(&key) && !keys::readers(key).is_empty();
            if !is_misspelt && !is_of_stanza || is_dependency(chart, key) {
                continue;
            }
            let old = layer.before.as_ref().and_then(|before| before.entry(key));
            if old.is_some_and(|old| old.value == entry.value)
                || templates::read_at_top(chart, cx.sources, key)
            {
                continue;
            }
            let span = match old {
                Some(_) => entry.value.span,
                None => entry.key_span,
            };
            if is_misspelt {
                let fix = rename_key(cx.sources, entry, STANZA)
                    .filter(|_| fixes < FIXES && layer.tree.entry(STANZA).is_none())
                    .map(|edit| Fix::safe(format!("rename `{key}` to `{STANZA}`"), vec![edit]));
                fixes += 1;
                cx.report_at(span, format!("nothing reads `{key}`: the key is `{STANZA}`"))
                    .label("not `ingress`")
                    .note("Helm ignores a key that it does not know: the release is deployed as if these lines were not there")
                    .help(format!("write `{STANZA}:`"))
                    .fix(fix);
                continue;
            }
            let finding = cx
                .report_at(
                    span,
                    format!("`{key}` stands at the top of the values, where nothing reads it"),
                )
                .label("belongs below `ingress:`")
                .note("Helm ignores a key that it does not know: the release is deployed as if this were not there");
            let reads = |key: &str| keys::find(chart.definition, key).is_some();
            finding.help(if reads(key) {
                format!("move it below `{STANZA}:`, indented by two spaces: `{STANZA}.{key}`")
            } else if key == "existingGateway" && reads("existingGatewayName") {
                format!("move it below `{STANZA}:`, and call it `existingGatewayName`, as this chart's helper does")
            } else {
                format!("remove it: this chart's helper reads no `{STANZA}.{key}` either")
            });
        }
    }
}

/// Whether it is a stanza under a name that differs from `ingress` by its case or by one slip, in
/// a layer that has no other stanza.
fn is_misspelt(layer: &LayerPart, entry: &Entry) -> bool {
    let has_keys = |entry: &Entry| entry.value.as_map().is_some_and(|map| !map.is_empty());
    is_slip(&entry.key) && has_keys(entry) && !has_stanza(&layer.tree)
}

fn has_stanza(tree: &Map) -> bool {
    let stanza = tree.entry(STANZA).map(|entry| &entry.value);
    stanza.is_some_and(|node| !node.is_null() && !node.as_map().is_some_and(Map::is_empty))
}

/// Whether a word becomes `ingress` by one letter more, less, changed, or swapped with the next.
fn is_slip(word: &str) -> bool {
    if word == STANZA || !word.is_ascii() {
        return false;
    }
    let word = word.to_ascii_lowercase();
    let alike = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let start = alike(&word, STANZA);
    let rest = |text: &str| text.get(start..).unwrap_or_default().to_owned();
    let (word, meant) = (rest(&word), rest(STANZA));
    let end = word
        .bytes()
        .rev()
        .zip(meant.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let middle = |text: &str| text.get(..text.len() - end).unwrap_or_default().to_owned();
    let (word, meant) = (middle(&word), middle(&meant));
    word.len() <= 1 && meant.len() <= 1 || word.len() == 2 && meant.bytes().rev().eq(word.bytes())
}

/// Whether the key holds the values of a chart below this one.
fn is_dependency(chart: &Chart<'_>, key: &str) -> bool {
    let mut below = chart.metadata.dependencies.iter();
    below.any(|below| below.alias.as_deref().unwrap_or(&below.name) == key)
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn one_slip_is_recognised_and_another_word_is_not() {
        for word in [
            "Ingress", "INGRESS", "ingres", "ingresss", "igress", "ingerss", "imgress", "ngress",
        ] {
            assert!(is_slip(word), "{word}");
        }
        for word in [
            "ingress",
            "egress",
            "ingest",
            "ingresses",
            "nginx",
            "",
            "i",
            "ingréss",
        ] {
            assert!(!is_slip(word), "{word}");
        }
    }
}
