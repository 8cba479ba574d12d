//! Server names of TLS routes: what Istio makes of each.

use super::route;
use crate::istio::syntax::address::is_ip;
use crate::istio::syntax::host::{HostProblem, host_covered_by, sni_host, wildcard_host};
use crate::rules::prelude::*;
use crate::yaml::Node;

/// What is wrong with a server name.
pub(super) enum Problem {
    /// It is no host name.
    Invalid(HostProblem),
    /// It is an IP address.
    Address,
    /// No host of the VirtualService covers it.
    NotCovered,
}

/// Every server name with something wrong in it.
pub(super) fn problems<'a>(service: &VirtualService<'a>) -> Vec<(&'a Node, &'a str, Problem)> {
    let has_mesh = service
        .gateways()
        .iter()
        .any(|node| node.as_str() == Some("mesh"));
    let hosts: Vec<&str> = service.hosts().iter().filter_map(Node::as_str).collect();
    let items = route::tls(service).flat_map(|tls| tls.items("match"));
    let names = items.flat_map(|item| item.items("sniHosts"));
    let judged = names.filter_map(|node| {
        let name = node.as_str()?;
        // Istio takes its own form of names wherever `mesh` is not listed.
        let verdict = if has_mesh {
            wildcard_host(name)
        } else {
            sni_host(name)
        };
        let problem = match verdict {
            Err(_) if is_ip(name) => Problem::Address,
            Err(problem) => Problem::Invalid(problem),
            Ok(()) if hosts.iter().any(|host| host_covered_by(name, host)) => return None,
            Ok(()) => Problem::NotCovered,
        };
        Some((node, name, problem))
    });
    judged.collect()
}
