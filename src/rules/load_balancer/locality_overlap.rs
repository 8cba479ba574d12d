use super::locality::{Place, refused_after, report, sources, span, targets};
use crate::rules::prelude::*;

rule! {
    /// Localities that overlap in an order in which Istio does not see it.
    ///
    /// ## Why it matters
    /// Istio refuses overlaps, but finds some of them in one order only. In the list of `from` it
    /// then takes the first entry that fits, and the other one is dead; the localities of a `to` come
    /// in random order, so that the same DestinationRule is refused now and then.
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
    ///               - from: eu/*
    ///                 to: {"eu/a": 80, "eu/*": 20}
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
    ///                 to: {"eu/a": 80, "eu/b": 20}
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
    let entries = setting.items("distribute");
    let sources = sources(entries);
    for (later, at) in sources.iter().enumerate().skip(1) {
        let mut earlier = sources.iter().take(later);
        let overlap =
            earlier.find(|earlier| refused_after(earlier, at) && !refused_after(at, earlier));
        if let Some(overlap) = overlap {
            tell(
                cx,
                at,
                overlap,
                "whichever comes first takes the requests of both",
            );
        }
    }
    for entry in entries {
        let targets = targets(entry);
        for (later, at) in targets.iter().enumerate().skip(1) {
            let mut others = targets.iter().take(later);
            let overlap = others.find(|other| refused_after(at, other) != refused_after(other, at));
            if let Some(overlap) = overlap {
                let note = "Istio looks at them in random order, and refuses one of the two orders: \
                            the deployment fails now and then";
                tell(cx, at, overlap, note);
            }
        }
    }
}

fn tell(cx: &mut Context<'_>, place: &Place<'_>, other: &Place<'_>, note: &str) {
    let first = span(cx, other);
    report(
        cx,
        place,
        format!("`{}` overlaps `{}`", place.text, other.text),
    )
    .label("overlaps")
    .also(first, "the other one")
    .note(note)
    .help("let every place belong to one entry only");
}
