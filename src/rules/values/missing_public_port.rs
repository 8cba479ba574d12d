use super::names::is_own_service;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// The default route leads to a port that nothing in the values names.
    ///
    /// ## Why it matters
    /// The helper prints the port of the TLS terminator, `mesh.public_port` or `tls.public_port`,
    /// without asking whether it is there. The route then has no port number, and Istio refuses the
    /// VirtualService: nothing is deployed.
    ///
    /// ## Example
    /// ```yaml helper=istio-1.0.3
    /// mesh:
    ///   public_port: ~
    /// ingress:
    ///   enabled: true
    /// ```
    ///
    /// ## Use instead
    /// ```yaml helper=istio-1.0.3
    /// mesh:
    ///   public_port: 4443
    /// ingress:
    ///   enabled: true
    /// ```
    ///
    /// ## Source
    /// The helper's default destination; Istio 1.30: `pkg/config/validation/validation.go`, the port
    /// of a destination must be 1 to 65535.
    Error 4018 "missing-public-port" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let Some(facts) = &chart.definition.pasted else {
        return;
    };
    let release = cx.release;
    let lacks_port = chart
        .virtual_services()
        .flat_map(|service| service.routes())
        .flat_map(|route| route.destinations())
        .any(|destination| {
            let host = destination.node.field("host");
            let port = destination
                .node
                .get("port")
                .and_then(|port| port.get("number"));
            host.is_some_and(|host| is_own_service(host, chart, release))
                && port.is_some_and(Node::is_null)
        });
    let section = chart
        .values
        .as_map()
        .and_then(|values| values.entry(&facts.port_from));
    let Some(section) = section.filter(|_| lacks_port) else {
        return;
    };
    let key = facts.port_from.as_str();
    // The null that stands there, or that took the default away.
    let null = chart.layers.iter().rev().find_map(|layer| {
        let entry = layer.tree.get(key)?.as_map()?.entry("public_port")?;
        entry.value.is_null().then_some(entry)
    });
    let (span, label) = match null {
        Some(null) => (null.key_span, "null is no port"),
        None => (section.key_span, "has no `public_port`"),
    };
    cx.report_at(span, format!("the default route has no port: `{key}.public_port` is not set"))
        .label(label)
        .note("the helper prints a route without a port number, and Istio refuses the VirtualService: nothing is deployed")
        .help(format!("set `{key}.public_port` to the port of the service's TLS terminator"));
}
