use std::collections::BTreeMap;

use super::services::full_name;
use crate::rules::prelude::*;
use crate::values::go;

rule! {
    /// A destination without a port, although the service has several.
    ///
    /// ## Why it matters
    /// Without a port Istio takes the only one of the service. Where there are several it takes
    /// the number of the port that the gateway listens on, on which the service does not: every
    /// request is answered with 503.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - match: [{uri: {prefix: /admin/}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9002}}}]
    ///     - match: [{uri: {prefix: /export/}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9003}}}]
    ///     - route: [{destination: {host: pad.demo.svc.cluster.local}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   upstreamTLS: false
    ///   httproutes:
    ///     - match: [{uri: {prefix: /admin/}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9002}}}]
    ///     - match: [{uri: {prefix: /export/}}]
    ///       route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9003}}}]
    ///     - route: [{destination: {host: pad.demo.svc.cluster.local, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, the port of a destination. That the
    /// service has several ports is known from the other routes only.
    Warning 4020 "destination-without-port" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let namespace = cx.release.namespace.as_str();
    let destinations: Vec<_> = chart
        .virtual_services()
        .flat_map(|service| service.routes())
        .flat_map(|route| route.destinations())
        .collect();
    let mut ports: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for destination in &destinations {
        let port = destination.node.at(&["port", "number"]);
        if let (Some(host), Some(port)) = (destination.node.filled("host"), port) {
            let known = ports.entry(full_name(host, namespace)).or_default();
            let port = go::print(port);
            if !known.contains(&port) {
                known.push(port);
            }
        }
    }
    for destination in destinations {
        if destination.node.has("port") {
            continue;
        }
        let Some(host) = destination.node.filled("host") else {
            continue;
        };
        let Some(known) = ports.get(&full_name(host, namespace)) else {
            continue;
        };
        // The gateway listens on 443, and then that is what Istio takes.
        let [one, another, ..] = known.as_slice() else {
            continue;
        };
        let Some(node) = destination.node.field("host") else {
            continue;
        };
        if known.iter().any(|port| port == "443") {
            continue;
        }
        cx.report(node, format!("the destination `{host}` names no port, and the service has several"))
            .label("which port?")
            .note(format!("other routes reach it at {one} and {another}; without a port Istio tries the one that the gateway listens on, and requests are answered with 503"))
            .help(format!("write the port: `port: {{number: {one}}}`"));
    }
}
