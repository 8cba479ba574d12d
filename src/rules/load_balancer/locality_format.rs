use super::locality::{Place, refused_after, report, sources, span, targets};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A locality of `distribute` that is malformed, or lies in another one.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. A locality is `region`,
    /// `region/zone` or `region/zone/subzone`, `*` as its last character stands for any, and no
    /// place may belong to two entries.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop, port: 8080}
    ///   upstreamTLS: false
    ///   destinationRules:
    ///     - host: shop
    ///       trafficPolicy:
    ///         loadBalancer:
    ///           localityLbSetting:
    ///             distribute:
    ///               - from: eu/*/a
    ///                 to: {"eu/*": 80, "us/*": 20}
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
    ///     - host: shop
    ///       trafficPolicy:
    ///         loadBalancer:
    ///           localityLbSetting:
    ///             distribute:
    ///               - from: eu/*
    ///                 to: {"eu/*": 80, "us/*": 20}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `validateLocalities`.
    Error 3553 "dr-locality-format" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(setting) = policy.node.at(&["loadBalancer", "localityLbSetting"]) else {
        return;
    };
    let entries = setting.items("distribute");
    let sources = sources(entries);
    malformed(cx, &sources);
    for (later, at) in sources.iter().enumerate().skip(1) {
        let earlier = sources.iter().take(later);
        let overlap = earlier.rev().find(|earlier| refused_after(at, earlier));
        if let Some(overlap) = overlap {
            overlapping(cx, at, overlap);
        }
    }
    for entry in entries {
        let targets = targets(entry);
        malformed(cx, &targets);
        for (later, at) in targets.iter().enumerate().skip(1) {
            // Istio looks at them in random order, so one that is refused is refused now and then.
            let mut others = targets.iter().take(later);
            let overlap = others.find(|other| refused_after(at, other) || refused_after(other, at));
            if let Some(overlap) = overlap {
                overlapping(cx, at, overlap);
            }
        }
    }
}

fn malformed(cx: &mut Context<'_>, places: &[Place<'_>]) {
    for place in places {
        if let Err(problem) = place.locality {
            let text = place.text.escape_debug();
            let message = match place.text {
                "" => "a locality is missing".to_owned(),
                _ => format!("`{text}` is no locality"),
            };
            report(cx, place, message)
                .label(problem.to_string())
                .note(refused::DESTINATION_RULE)
                .help("write `region`, `region/zone` or `region/zone/subzone`, such as `eu/*`");
        }
    }
}

fn overlapping(cx: &mut Context<'_>, place: &Place<'_>, other: &Place<'_>) {
    let first = span(cx, other);
    let message = format!("`{}` overlaps `{}`", place.text, other.text);
    report(cx, place, message)
        .label("overlaps")
        .also(first, "the other one")
        .note(refused::DESTINATION_RULE)
        .help("let every place belong to one entry only");
}
