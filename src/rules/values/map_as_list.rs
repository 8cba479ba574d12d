use crate::ingress::keys::{self, KeyShape};
use crate::istio::schema::Shape;
use crate::rules::prelude::*;

rule! {
    /// A map where the helper goes through a list.
    ///
    /// ## Why it matters
    /// Helm goes through the values of a map in the order of their keys, not in that of the file. Of
    /// routes the first that matches a request takes it: sorted by name, a route for everything may
    /// stand before the others, which then see no request at all.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.2.0
    /// ingress:
    ///   enabled: true
    ///   destinationrulehosts:
    ///     pads: pads.demo.svc.cluster.local
    ///     export: export.demo.svc.cluster.local
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.2.0
    /// ingress:
    ///   enabled: true
    ///   destinationrulehosts:
    ///     - pads.demo.svc.cluster.local
    ///     - export.demo.svc.cluster.local
    /// ```
    ///
    /// ## Source
    /// Go's `text/template`: `range` visits a map in the order of its keys.
    Warning 4006 "map-as-list" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    if chart.definition.pasted.is_none() {
        return;
    }
    for key in keys::known(chart.definition) {
        // Hosts are pasted as they are; a map there does not compile.
        let is_pasted = matches!(key.last(), "gatewayHosts" | "extraFQDNs" | "routeHosts");
        if is_pasted || !matches!(key.shape, KeyShape::Value(Shape::List(_))) {
            continue;
        }
        let path: Vec<&str> = key.name.split('.').collect();
        let Some((_, entry)) = chart.entry(&path) else {
            continue;
        };
        let Some(map) = entry.value.as_map().filter(|map| !map.is_empty()) else {
            continue;
        };
        let order: Vec<_> = map
            .entries()
            .iter()
            .map(|entry| format!("`{}`", entry.key))
            .collect();
        let finding = cx
            .report_at(
                entry.key_span,
                format!(
                    "`{}` is a map, but the helper goes through a list",
                    key.last()
                ),
            )
            .label("a map has no order of its own")
            .help("write a list: each value behind a dash, without its key");
        if map.len() > 1 {
            finding.note(format!(
                "Helm takes the values in the order of their keys: {}; layers add to a map instead of replacing it",
                order.join(", ")
            ));
        } else {
            finding.note("Helm takes the values in the order of their keys, and layers add to a map instead of replacing it");
        }
    }
}
