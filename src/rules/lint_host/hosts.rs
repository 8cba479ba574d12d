//! The public hosts of a chart, each place in the author's files once: Gateway and VirtualService
//! are made from the same list.

use std::collections::BTreeSet;

use crate::rules::prelude::*;
use crate::yaml::Node;

/// The lists of hosts: of each server of a Gateway, of each VirtualService.
pub(super) fn lists<'a>(chart: &Chart<'a>) -> Vec<&'a [Node]> {
    let servers = chart
        .of_kind("Gateway")
        .flat_map(|gateway| gateway.spec.items("servers"))
        .map(|server| server.items("hosts"));
    let services = chart.of_kind("VirtualService");
    servers
        .chain(services.map(|service| service.spec.items("hosts")))
        .collect()
}

/// The host without the namespace that a Gateway may write before it.
pub(super) fn name(host: &Node) -> Option<&str> {
    host.as_str()?.rsplit('/').next()
}

/// Calls `found` for each host, once for each place.
pub(super) fn each(
    cx: &mut Context<'_>,
    chart: &Chart<'_>,
    found: fn(&mut Context<'_>, &Node, &[Node]),
) {
    let mut seen = BTreeSet::new();
    for list in lists(chart) {
        for host in list {
            let span = cx.span(host);
            if seen.insert((span.source, span.start, host.as_str())) {
                found(cx, host, list);
            }
        }
    }
}
