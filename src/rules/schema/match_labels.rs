use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// Labels of a `workloadSelector` that are too long or too many.
    ///
    /// A value has at most 63 characters, and there are at most 4096 labels.
    ///
    /// ## Why it matters
    /// The API server refuses the DestinationRule, and the deploy fails. No pod could have such a
    /// label anyway.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       workloadSelector: {matchLabels: {app: a-name-that-is-longer-than-the-sixty-three-characters-of-a-label}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       workloadSelector: {matchLabels: {app: a-name-that-is-short-enough}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `maxLength` and `maxProperties` of `matchLabels`.
    Error 3018 "s-matchlabels" DestinationRule(check)
    since 23
}

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(labels) = rule.spec.at(&["workloadSelector", "matchLabels"]) else {
        return;
    };
    let entries = rule
        .spec
        .field("workloadSelector")
        .map(|selector| selector.entries_of("matchLabels"))
        .unwrap_or_default();
    if entries.len() > 4096 {
        cx.report(
            labels,
            format!(
                "a workload selector has {} labels, and at most 4096 are allowed",
                entries.len()
            ),
        )
        .label("too many labels")
        .note(refused::BY_API_SERVER)
        .help("keep the labels that tell the clients from others");
    }
    for entry in entries {
        let length = entry.value.as_str().map_or(0, |text| text.chars().count());
        if length > 63 {
            cx.report(
                &entry.value,
                format!(
                    "the label `{}` has {length} characters, and at most 63 are allowed",
                    entry.key
                ),
            )
            .label("too long")
            .note(refused::BY_API_SERVER)
            .help("write the value that the pods have");
        }
    }
}
