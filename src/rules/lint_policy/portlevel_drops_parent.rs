use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// Settings of a port that switch off what holds for the whole service.
    ///
    /// ## Why it matters
    /// For a port with settings of its own, `connectionPool`, `loadBalancer`, `outlierDetection` and
    /// `tls` come from there only. What is missing is not inherited but falls back to its default;
    /// without `tls` the port gets plain HTTP.
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
    ///         connectionPool:
    ///           tcp: {maxConnections: 100}
    ///         portLevelSettings:
    ///           - port: {number: 8080}
    ///             loadBalancer: {simple: RANDOM}
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
    ///         connectionPool:
    ///           tcp: {maxConnections: 100}
    ///         portLevelSettings:
    ///           - port: {number: 8080}
    ///             loadBalancer: {simple: RANDOM}
    ///             connectionPool:
    ///               tcp: {maxConnections: 100}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/util/util.go`, `MergeSubsetTrafficPolicy`,
    /// `GetPortLevelTrafficPolicy`.
    Warning 4368 "lint-portlevel-drops-parent" TrafficPolicy(check)
}

const MEMBERS: [&str; 4] = ["connectionPool", "loadBalancer", "outlierDetection", "tls"];

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(outer) = policy.outer else { return };
    // The settings of a port in a subset replace those of the whole service, too.
    let service = policy.rule.spec.field("trafficPolicy");
    let dropped: Vec<(&str, &Node)> = MEMBERS
        .into_iter()
        .filter(|key| !policy.node.has(key))
        .filter_map(|key| {
            let said = outer.field(key).or_else(|| service?.field(key))?;
            Some((key, said))
        })
        .collect();
    let Some((_, first)) = dropped.first() else {
        return;
    };
    let other = cx.span(first);
    let keys: Vec<String> = dropped.iter().map(|(key, _)| format!("`{key}`")).collect();
    let listed = keys.join(", ");
    let port = policy
        .node
        .at(&["port", "number"])
        .and_then(Node::as_number);
    let port = port.map_or("this port".to_owned(), |number| format!("port {number}"));
    let tls = dropped.iter().find(|(key, _)| *key == "tls");
    let is_written = |node: &Node| cx.sources.text(cx.span(node)).contains("mode");
    let added = tls.filter(|(_, tls)| !is_written(tls));
    let finding = cx
        .report(policy.node, format!("{port} does not inherit {listed}"))
        .label("has settings of its own");
    let finding = match added {
        Some(_) if dropped.len() == 1 => finding,
        _ => finding.also(other, "said for the whole service"),
    };
    let finding = if tls.is_some() {
        finding.note(
            "without `tls` the gateway speaks plain HTTP to this port; where TLS is expected, \
             clients get a 503",
        )
    } else {
        finding.note("what an entry of `portLevelSettings` leaves out falls back to its default")
    };
    match added {
        // What the helper adds by itself is nowhere to be read.
        Some((_, tls)) => finding.help(format!(
            "add to the entry what the helper adds to the service: `tls: {{{}}}`",
            written(tls)
        )),
        None => finding.help(format!("repeat {listed} in the entry")),
    };
}

/// Settings as one writes them in braces.
fn written(settings: &Node) -> String {
    let entries = settings.as_map().map(|map| map.entries());
    let texts = entries.unwrap_or_default().iter().filter_map(|entry| {
        let value = match entry.value.as_str() {
            Some(text) => text.to_owned(),
            None => {
                let items = entry.value.as_list()?.iter();
                let items: Vec<&str> = items.filter_map(Node::as_str).collect();
                format!("[{}]", items.join(", "))
            }
        };
        Some(format!("{}: {value}", entry.key))
    });
    texts.collect::<Vec<_>>().join(", ")
}
