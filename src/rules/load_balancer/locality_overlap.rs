use super::locality::{refused_after, report, sources, span};
use crate::rules::prelude::*;

rule! {
    /// Two entries of `distribute` for the same place, in an order in which Istio does not see it.
    ///
    /// ## Why it matters
    /// Istio refuses the same two entries the other way round. As they stand the first one that fits
    /// takes the requests from there, and the other one has no part in them.
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
    ///               - from: eu/a
    ///                 to: {"eu/a": 80, "eu/b": 20}
    ///               - from: eu/*
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
    ///               - from: eu/a
    ///                 to: {"eu/a": 80, "eu/b": 20}
    ///               - from: eu/b
    ///                 to: {"eu/*": 80, "us/*": 20}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/agent/validation.go`, `validateLocalities`, which looks at
    /// them one after the other.
    Warning 3554 "dr-locality-overlap" TrafficPolicy(check)
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(setting) = policy.node.at(&["loadBalancer", "localityLbSetting"]) else {
        return;
    };
    let sources = sources(setting.items("distribute"));
    for (later, at) in sources.iter().enumerate().skip(1) {
        let mut earlier = sources.iter().take(later);
        let overlap =
            earlier.find(|earlier| refused_after(earlier, at) && !refused_after(at, earlier));
        let Some(overlap) = overlap else { continue };
        let first = span(cx, overlap);
        report(cx, at, format!("`{}` overlaps `{}`", at.text, overlap.text))
            .label("overlaps")
            .also(first, "the other entry")
            .note("Istio refuses the two the other way round; as they stand the first one that fits holds")
            .help("let every place belong to one entry only");
    }
}
