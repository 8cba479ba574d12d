//! The services that requests end at.

use serde::Serialize;

use super::VirtualService;
use super::route::Destination;

/// A service that requests go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Service {
    /// Its complete name, `NAME.NAMESPACE.svc.cluster.local`, or a name outside of the cluster.
    pub host: String,
    /// Its name; null outside of the cluster.
    pub name: Option<String>,
    /// Its namespace; null outside of the cluster.
    pub namespace: Option<String>,
    /// Its ports that requests go to, each once, in ascending order.
    pub ports: Vec<u32>,
    /// Whether a route names no port: the service has only one, and it is not known here.
    pub any_port: bool,
    /// The gateways that requests come by, as `NAMESPACE/NAME`, or `mesh`.
    pub gateways: Vec<String>,
    /// The first chart that sends requests to it: its position in `charts`.
    pub chart: usize,
}

/// How the hosts that a VirtualService names are understood.
pub(super) struct Resolver<'a> {
    /// The namespace of the VirtualService.
    pub namespace: &'a str,
    /// `svc.cluster.local`
    pub cluster_domain: &'a str,
}

impl Resolver<'_> {
    /// Name and namespace of a service of this cluster.
    ///
    /// A name without a dot is one in the namespace of the object; `NAME.NAMESPACE` and
    /// `NAME.NAMESPACE.svc` mean nothing to Istio (1.30: pkg/config/host, `ResolveShortnameToFQDN`).
    pub fn split(&self, host: &str) -> Option<(String, String)> {
        if host.is_empty() {
            return None;
        }
        if !host.contains('.') {
            return Some((host.to_owned(), self.namespace.to_owned()));
        }
        let inside = host.strip_suffix(self.cluster_domain)?.strip_suffix('.')?;
        let (name, namespace) = inside.split_once('.')?;
        let is_one = !namespace.contains('.') && !name.is_empty() && !namespace.is_empty();
        is_one.then(|| (name.to_owned(), namespace.to_owned()))
    }
}

/// Adds the services of a VirtualService to those that are known.
pub(super) fn collect(
    services: &mut Vec<Service>,
    virtual_service: &VirtualService,
    cluster_domain: &str,
) {
    for route in &virtual_service.routes {
        for destination in route.destinations.iter().chain(&route.mirrors) {
            let service = entry(services, destination, virtual_service, cluster_domain);
            match destination.port {
                Some(port) => {
                    if let Err(at) = service.ports.binary_search(&port) {
                        service.ports.insert(at, port);
                    }
                }
                None => service.any_port = true,
            }
            for gateway in &virtual_service.gateways {
                if !service.gateways.contains(gateway) {
                    service.gateways.push(gateway.clone());
                }
            }
        }
    }
}

fn entry<'s>(
    services: &'s mut Vec<Service>,
    destination: &Destination,
    virtual_service: &VirtualService,
    cluster_domain: &str,
) -> &'s mut Service {
    let host = match (&destination.name, &destination.namespace) {
        (Some(name), Some(namespace)) => format!("{name}.{namespace}.{cluster_domain}"),
        _ => destination.host.clone(),
    };
    let known = services.iter().position(|service| service.host == host);
    let at = known.unwrap_or(services.len());
    if known.is_none() {
        services.push(Service {
            host,
            name: destination.name.clone(),
            namespace: destination.namespace.clone(),
            ports: Vec::new(),
            any_port: false,
            gateways: Vec::new(),
            chart: virtual_service.chart,
        });
    }
    // The position is that of an entry found or just added.
    #[allow(clippy::indexing_slicing)]
    &mut services[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_of_the_cluster_is_known_by_its_domain_or_by_having_no_dot() {
        let resolver = Resolver {
            namespace: "ns",
            cluster_domain: "svc.cluster.local",
        };
        let split = |host| {
            let found = resolver.split(host);
            found.map_or(String::new(), |(name, namespace)| {
                format!("{name}/{namespace}")
            })
        };
        assert_eq!(split("pad"), "pad/ns");
        assert_eq!(split("pad.other.svc.cluster.local"), "pad/other");
        for outside in [
            "",
            "pad.other",
            "pad.other.svc",
            "a.b.c.svc.cluster.local",
            ".svc.cluster.local",
            "svc.cluster.local",
            "pad.othersvc.cluster.local",
        ] {
            assert_eq!(split(outside), "", "{outside}");
        }
    }
}
