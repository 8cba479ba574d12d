use crate::helper::definition::GatewayHosts;
use crate::rules::prelude::*;
use crate::values::go;
use crate::yaml::Node;

rule! {
    /// A null in the stanza that makes Helm stop as soon as ingress is enabled.
    ///
    /// ## Why it matters
    /// A null does not mean "nothing special": it removes the chart's default, and the helper looks
    /// for what is not there. As long as ingress is off nobody notices; the deploy that switches it
    /// on is refused.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: false
    ///   existingGatewayName: ~
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// ingress:
    ///   enabled: false
    ///   existingGatewayName: ""
    /// ```
    ///
    /// ## Source
    /// Helm's merging of values; the helper asks for the length of `httproutes`, looks into
    /// `gatewayHosts` and compares `existingGatewayName` with the empty text.
    Warning 4010 "null-removes-default" Stanza(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let Some(facts) = &chart.definition.pasted else {
        return;
    };
    // With ingress on, it does not compile, and that says so.
    if chart.enabled || chart.ingress().is_none() {
        return;
    }
    for written in chart.written() {
        let [key] = written.path.as_slice() else {
            continue;
        };
        let is_needed = match *key {
            "httproutes" => true,
            "gatewayHosts" => facts.gateway_hosts == GatewayHosts::Map,
            "existingGatewayName" => !go::is_true(chart.get("routeHosts")),
            _ => false,
        };
        let is_gone = chart.get(key).is_none_or(Node::is_null);
        if !is_needed || !is_gone || !written.entry.value.is_null() {
            continue;
        }
        let instead = match *key {
            "httproutes" => "[]",
            "gatewayHosts" => "{}",
            _ => "\"\"",
        };
        let below = chart.layers.iter().take(written.layer).rev();
        let default = below
            .filter_map(|layer| layer.tree.get("ingress")?.as_map()?.entry(key))
            .find(|entry| !entry.value.is_null());
        let finding = cx
            .report_at(
                written.span,
                format!("`{key}` is null: Helm will stop as soon as ingress is enabled"),
            )
            .label("null is not the same as empty")
            .note(match *key {
                "httproutes" => "the helper asks for the length of the list, and there is none",
                "gatewayHosts" => "the helper looks into the map, and there is none",
                _ => "the helper takes the hosts from the release's own Gateway only when the name is exactly `\"\"`",
            })
            .help(format!("write `{key}: {instead}`, or remove the line to keep the chart's default"));
        if let Some(default) = default {
            finding.also(default.key_span, "this default is removed");
        }
    }
}
