//! What Istio demands of a failover, by locality and by zone alike.

use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;

/// Reports a failover in a policy that detects no failures.
pub(super) fn without_detection(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>, key: &str) {
    let Some(setting) = policy.node.at(&["loadBalancer", key]) else {
        return;
    };
    if policy.node.has("outlierDetection") {
        return;
    }
    let filled = |key: &&str| !setting.items(key).is_empty();
    if let Some(key) = ["failover", "failoverPriority"].into_iter().find(filled) {
        cx.report_key(
            setting,
            key,
            format!("`{key}` does nothing without `outlierDetection`"),
        )
        .label("never happens")
        .note(
            "only outlier detection notices that pods fail; without it requests keep going to \
                 them",
        )
        .help("add `outlierDetection` beside `loadBalancer`, such as `{consecutive5xxErrors: 5}`");
    }
}

/// Reports every failover of a region to itself.
pub(super) fn same(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>, key: &str) {
    for entry in entries(policy, key) {
        let (Some(from), Some(to)) = (region(entry, "from"), region(entry, "to")) else {
            continue;
        };
        if from != to {
            continue;
        }
        let (message, label) = match from {
            "" => (
                "a failover has neither `from` nor `to`".to_owned(),
                "between which regions?",
            ),
            _ => (
                format!("a failover from `{}` to itself", from.escape_debug()),
                "the same region",
            ),
        };
        cx.report(entry.field("to").unwrap_or(entry), message)
            .label(label)
            .note(refused::DESTINATION_RULE)
            .help("name another region in `to`");
    }
}

/// Reports every side of a failover that is more than a region.
pub(super) fn slash(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>, key: &str) {
    each_side(policy, key, |side, text| {
        if let Some((region, _)) = text.split_once('/') {
            cx.report(side, format!("`{}` is no region", text.escape_debug()))
                .label("has a `/`")
                .note(refused::DESTINATION_RULE)
                .help(format!(
                    "write the region alone, such as `{}`",
                    region.escape_debug()
                ));
        }
    });
}

/// Reports every side of a failover with a wildcard.
pub(super) fn star(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>, key: &str) {
    each_side(policy, key, |side, text| {
        if text.contains('*') {
            cx.report(side, format!("`{}` is no region", text.escape_debug()))
                .label("has a `*`")
                .note(refused::DESTINATION_RULE)
                .help("name one region; write an entry for each region");
        }
    });
}

fn entries<'a>(policy: &TrafficPolicy<'a>, key: &str) -> impl Iterator<Item = &'a Node> {
    let setting = policy.node.at(&["loadBalancer", key]);
    let entries = setting.map(|setting| setting.items("failover"));
    let entries = entries.unwrap_or_default().iter();
    entries.filter(|entry| entry.as_map().is_some())
}

fn each_side<'a>(policy: &TrafficPolicy<'a>, key: &str, mut look: impl FnMut(&'a Node, &'a str)) {
    for entry in entries(policy, key) {
        for side in ["from", "to"] {
            if let Some(node) = entry.field(side)
                && let Some(text) = node.as_str()
            {
                look(node, text);
            }
        }
    }
}

/// One that is missing is empty, as it is to Istio.
fn region<'a>(entry: &'a Node, key: &str) -> Option<&'a str> {
    entry.field(key).map_or(Some(""), Node::as_str)
}
