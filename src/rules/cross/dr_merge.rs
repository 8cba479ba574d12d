use std::collections::{BTreeMap, BTreeSet};

use super::service;
use crate::rules::prelude::*;

rule! {
    /// Two DestinationRules for one service that contradict each other.
    ///
    /// ## Why it matters
    /// Istio makes one rule of both: subsets add up, but of two policies for the whole service only
    /// the first one holds, and of two subsets of one name, too. First is the older object, and of
    /// objects that are deployed together the one whose name comes first.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - name: shop-a
    ///       host: shop
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
    ///     - name: shop-b
    ///       host: shop.demo.svc.cluster.local
    ///       trafficPolicy: {loadBalancer: {simple: RANDOM}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - name: shop-a
    ///       host: shop
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
    ///     - name: shop-b
    ///       host: shop.demo.svc.cluster.local
    ///       subsets: [{name: stable, labels: {version: v1}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/destination_rule.go`, `mergeDestinationRule`.
    Warning 4407 "xref-dr-merge" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let mut merged: BTreeMap<String, Vec<&Object<'_>>> = BTreeMap::new();
    for rule in chart.of_kind("DestinationRule") {
        if let Some(host) = rule.spec.filled("host") {
            let host = service::resolved(host, rule.namespace);
            merged.entry(host).or_default().push(rule);
        }
    }
    for rules in merged.values_mut() {
        rules.sort_by_key(|rule| rule.name);
        for (at, later) in rules.iter().enumerate().skip(1) {
            let earlier = rules
                .iter()
                .take(at)
                .filter(|earlier| is_merged(earlier, later));
            let earlier: Vec<_> = earlier.copied().collect();
            policies(cx, &earlier, later);
            subsets(cx, &earlier, later);
        }
    }
}

/// Only rules for the same clients become one.
fn is_merged(a: &Object<'_>, b: &Object<'_>) -> bool {
    let clients = |rule: &Object<'_>| {
        let exported = rule.spec.items("exportTo").iter();
        let exported: BTreeSet<String> = exported
            .filter_map(|node| node.as_str().map(str::to_owned))
            .collect();
        exported
    };
    clients(a) == clients(b) && a.spec.field("workloadSelector") == b.spec.field("workloadSelector")
}

fn policies(cx: &mut Context<'_>, earlier: &[&Object<'_>], later: &Object<'_>) {
    let winner = earlier.iter().find_map(|rule| {
        let policy = rule.spec.field("trafficPolicy")?;
        Some((rule, policy))
    });
    let Some((rule, winner)) = winner else { return };
    let lost = later
        .spec
        .entries_of("trafficPolicy")
        .iter()
        .any(|entry| !entry.value.is_null() && winner.field(&entry.key) != Some(&entry.value));
    if !lost {
        return;
    }
    let first = cx.span(winner);
    cx.report_key(
        later.spec,
        "trafficPolicy",
        format!(
            "this policy never applies: `{}` has one for the same service",
            rule.name
        ),
    )
    .label("not looked at")
    .also(first, "this policy holds")
    .note("requests follow only the first of the two: that of the older object, else by name")
    .help("write one rule for the service, with everything in one `trafficPolicy`");
}

fn subsets(cx: &mut Context<'_>, earlier: &[&Object<'_>], later: &Object<'_>) {
    for subset in later.spec.items("subsets") {
        let Some(name) = subset.filled("name") else {
            continue;
        };
        let mut known = earlier.iter().flat_map(|rule| rule.spec.items("subsets"));
        let Some(winner) = known.find(|known| known.text("name") == Some(name)) else {
            continue;
        };
        if winner == subset {
            continue;
        }
        let first = cx.span(winner);
        let message = format!(
            "this subset never applies: another rule has `{}` for the same service",
            name.escape_debug()
        );
        cx.report(subset.field("name").unwrap_or(subset), message)
            .label("not looked at")
            .also(first, "this subset holds")
            .note(
                "requests follow only the first of the two: that of the older object, else by name",
            )
            .help("give the subset another name, or write one rule for the service");
    }
}
