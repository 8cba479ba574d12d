use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// An attribute of a cookie that is there twice.
    ///
    /// ## Why it matters
    /// Istio refuses the DestinationRule, and the deploy fails. A browser would see the attribute
    /// twice and pick one.
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
    ///           consistentHash:
    ///             httpCookie: {name: shop, ttl: 0s, attributes: [{name: SameSite, value: Lax}, {name: SameSite, value: Strict}]}
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
    ///           consistentHash:
    ///             httpCookie: {name: shop, ttl: 0s, attributes: [{name: SameSite, value: Strict}]}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, `validateLoadBalancer`.
    Error 3542 "dr-cookie-attr-dup" TrafficPolicy(check) since 28
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(cookie) = policy
        .node
        .at(&["loadBalancer", "consistentHash", "httpCookie"])
    else {
        return;
    };
    let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
    for attribute in cookie.items("attributes") {
        let Some(node) = attribute.field("name") else {
            continue;
        };
        let Some(name) = node.as_str().filter(|name| !name.is_empty()) else {
            continue;
        };
        match seen.entry(name) {
            Entry::Vacant(free) => {
                free.insert(node);
            }
            Entry::Occupied(first) => {
                let first = cx.span(first.get());
                let message = format!("the cookie has `{}` twice", name.escape_debug());
                cx.report(node, message)
                    .label("again")
                    .also(first, "first here")
                    .note(refused::DESTINATION_RULE)
                    .help("keep one of the two");
            }
        }
    }
}
