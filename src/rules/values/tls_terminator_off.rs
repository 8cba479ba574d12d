use super::names::is_own_service;
use crate::rules::prelude::*;
use crate::values::go;

rule! {
    /// Ingress is enabled, and the TLS terminator that it leads to is switched off.
    ///
    /// ## Why it matters
    /// The routes lead to the service CHART-RELEASE-tls-service, which the chart deploys only with
    /// `mesh.enabled` (in older charts `tls.enabled`). Without it there is no such service, and
    /// every request is answered with 503.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// mesh:
    ///   enabled: false
    /// ingress:
    ///   enabled: true
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// mesh:
    ///   enabled: true
    /// ingress:
    ///   enabled: true
    /// ```
    ///
    /// ## Source
    /// The helper's default destination; the charts' own service template.
    Warning 4017 "tls-terminator-off" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let pasted = chart.definition.pasted.iter().map(|facts| &facts.port_from);
    let typed = chart
        .definition
        .typed
        .iter()
        .flat_map(|facts| &facts.port_from);
    let switches: Vec<_> = pasted
        .chain(typed)
        .filter_map(|key| Some((key, chart.values.get(key)?.as_map()?.entry("enabled")?)))
        .collect();
    let is_on = |(_, entry): &(&String, &crate::yaml::Entry)| go::is_true(Some(&entry.value));
    let Some((key, switch)) = switches.first().filter(|_| !switches.iter().any(is_on)) else {
        return;
    };
    let release = cx.release;
    let mut destinations = chart
        .virtual_services()
        .flat_map(|service| service.routes())
        .flat_map(|route| route.destinations())
        .filter_map(|destination| destination.node.field("host"));
    let Some(host) = destinations.find(|host| is_own_service(host, chart, release)) else {
        return;
    };
    let name = host.as_str().unwrap_or("").to_owned();
    let finding = cx
        .report_at(
            switch.key_span,
            format!("ingress is enabled, but `{key}.enabled` is not"),
        )
        .label("no TLS terminator is deployed")
        .note(format!("requests go to `{name}`, which exists only with `{key}.enabled: true`: every one is answered with 503"))
        .help(format!("write `{key}.enabled: true`, or lead the routes to a service that exists"));
    if let Some((_, enabled)) = chart.entry(&["enabled"]) {
        finding.also(enabled.key_span, "ingress is enabled here");
    }
}
