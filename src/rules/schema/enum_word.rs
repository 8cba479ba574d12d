use super::value::{called, listed, shown};
use crate::diagnostic::Fix;
use crate::istio::Version;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::suggest;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// A word that is none of those that a setting can have.
    ///
    /// ## Why it matters
    /// The words are fixed, upper and lower case included. The API server refuses an object with
    /// another one, and the deploy fails.
    ///
    /// ## Fix
    /// Another case is mended by `--fix`, a misspelling by `--unsafe-fixes`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy: {loadBalancer: {simple: ROUNDROBIN}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `enum`.
    Error 3009 "s-enum" Field(check)
    changes objects
}

/// Words that came after the oldest known version, with the version that they came with.
const SINCE: [(&str, Version); 1] = [("OPTIONAL_MUTUAL", Version::new(20))];

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let (Some(info), Some(word)) = (field.info, field.node.as_str()) else {
        return;
    };
    let since = |word: &str| {
        SINCE
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, since)| *since)
    };
    let known: Vec<&str> = info
        .facts
        .values
        .iter()
        .copied()
        .filter(|word| since(word).is_none_or(|since| since <= cx.istio))
        .collect();
    if info.facts.values.is_empty() || known.contains(&word) {
        return;
    }
    let near = suggest::closest(word, known.iter().copied());
    // `TLSv1.2` is `TLSV1_2` to whoever writes it, whatever else is near.
    let letters = |word: &str| -> String {
        let letters = word.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_uppercase()).collect()
    };
    let alike = known.iter().find(|known| letters(known) == letters(word));
    let meant = match (alike, near.as_slice()) {
        (Some(alike), _) => Some(*alike),
        (None, [only]) => Some(*only),
        (None, _) => None,
    };
    let edit =
        meant.and_then(|meant| replace_scalar(cx.sources, field.node, &Data::Str(meant.into())));
    let fix = meant.zip(edit).map(|(meant, edit)| {
        let title = format!("write `{meant}`");
        // Words that differ in more than case might mean something else.
        if meant.eq_ignore_ascii_case(word) {
            Fix::safe(title, vec![edit])
        } else {
            Fix::risky(title, vec![edit])
        }
    });
    let name = called(field);
    let finding = cx
        .report(
            field.node,
            format!("{name} cannot be {}", shown(field.node)),
        )
        .label("unknown word")
        .note(refused::BY_API_SERVER)
        .fix(fix);
    let finding = match (since(word), meant) {
        (Some(since), _) => finding.note(format!("`{word}` came with Istio {since}")),
        (None, Some(meant)) => finding.help(format!("did you mean `{meant}`?")),
        (None, None) => finding,
    };
    finding.help(format!("it can be one of {}", listed(&known)));
}
