use super::services::{covers, full_name};
use crate::rules::prelude::*;
use crate::values::go;

rule! {
    /// A route to a TLS port of a service that no DestinationRule of the release covers.
    ///
    /// ## Why it matters
    /// Without a DestinationRule the gateway speaks plain HTTP. A port that expects TLS refuses
    /// that, and every request of the route is answered with 503.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.2.0
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - route: [{destination: {host: pads-main-tls-service.demo.svc.cluster.local, port: {number: 4443}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.2.0
    /// ingress:
    ///   enabled: true
    ///   destinationrulehosts: [pads-main-tls-service.demo.svc.cluster.local]
    ///   httproutes:
    ///     - route: [{destination: {host: pads-main-tls-service.demo.svc.cluster.local, port: {number: 4443}}}]
    /// ```
    ///
    /// ## Source
    /// rutter's own reasoning: the helper makes DestinationRules for the release's own service, or
    /// for those that are listed; a service called `…-tls-service`, or reached at the port of the
    /// chart's TLS terminator, speaks TLS. Services of other namespaces are not judged: the gateway
    /// takes DestinationRules from the namespace of the service (Istio 1.30:
    /// `pilot/pkg/model/push_context.go`).
    Warning 4019 "destination-without-rule" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let is_plain = chart
        .get("upstreamTLS")
        .is_some_and(|node| !go::is_true(Some(node)));
    if chart.definition.typed.is_some() && is_plain {
        return;
    }
    // The names of the release's own services come from both.
    if !(cx.release.namespace_is_given && cx.release.name_is_given) {
        return;
    }
    let namespace = cx.release.namespace.as_str();
    let pasted = chart.definition.pasted.iter().map(|facts| &facts.port_from);
    let typed = chart
        .definition
        .typed
        .iter()
        .flat_map(|facts| &facts.port_from);
    let tls_ports: Vec<String> = pasted
        .chain(typed)
        .filter_map(|key| chart.values.at(&[key.as_str(), "public_port"]))
        .map(go::print)
        .collect();
    let rules: Vec<&str> = chart
        .of_kind("DestinationRule")
        .filter_map(|rule| rule.spec.text("host"))
        .collect();
    let mut told = Vec::new();
    for destination in chart
        .virtual_services()
        .flat_map(|service| service.routes())
        .flat_map(|route| route.destinations())
        .filter(|destination| destination.role == Role::Route)
    {
        let Some(node) = destination.node.field("host") else {
            continue;
        };
        let Some(host) = node.as_str() else { continue };
        let is_covered = rules.iter().any(|rule| covers(rule, host, namespace));
        let full = full_name(host, namespace);
        let is_terminator = full
            .split_once('.')
            .is_some_and(|(service, _)| service.ends_with("-tls-service"));
        let port = destination.node.at(&["port", "number"]).map(go::print);
        // The gateway looks for the DestinationRule in the namespace of the service: for others
        // than this one, other releases bring it.
        let is_near = full.contains(&format!(".{namespace}.svc."));
        let speaks_tls =
            is_near && (is_terminator || port.is_some_and(|port| tls_ports.contains(&port)));
        if is_covered || !speaks_tls || told.contains(&full) {
            continue;
        }
        let help = if chart.definition.typed.is_some() {
            format!(
                "add `- host: {host}` to `destinationRules`, or write `upstreamTLS: false` for services that speak plain HTTP"
            )
        } else if chart
            .definition
            .pasted
            .as_ref()
            .is_some_and(|facts| facts.destination_rule_hosts)
        {
            format!("add `{host}` to `destinationrulehosts`, beside the hosts of all other routes")
        } else {
            "use a helper version with `destinationrulehosts` (1.2.0 and later), or a DestinationRule of the chart's own".to_owned()
        };
        let message = format!("the gateway speaks plain HTTP to `{host}`, which expects TLS");
        // The default destination stands nowhere; the list that leaves it out does.
        let list = ["destinationRules", "destinationrulehosts"]
            .into_iter()
            .find_map(|key| chart.entry(&[key]).filter(|_| node.span.is_nowhere()));
        let finding = match list {
            Some((_, list)) => cx
                .report_at(list.key_span, message)
                .label("leaves out the release's own service")
                .note("the default route leads there, and only the services of this list are spoken to in TLS"),
            None => cx
                .report(node, message)
                .label("no DestinationRule of this release covers it"),
        };
        finding
            .note("a TLS port refuses plain HTTP: every request of this route is answered with 503, unless another release in the cluster brings the DestinationRule")
            .help(help);
        told.push(full);
    }
}
