//! From a compilation to its model.

use std::collections::BTreeMap;

use super::route::routes;
use super::service::{Resolver, collect};
use super::{
    Chart, Credential, DestinationRule, Gateway, Host, Model, Platform, Server, ServerTls, VERSION,
    VirtualService,
};
use crate::compile::{Compilation, CompiledChart};
use crate::ingress::Compiled;
use crate::istio::message::Field;
use crate::istio::syntax::gateway_reference::{GatewayReference, MESH, gateway_reference};
use crate::istio::syntax::host::{host_covered_by, is_wildcard};
use crate::istio::{DestinationRuleSpec, GatewaySpec, Spec, VirtualServiceSpec, gateway};
use crate::release::Release;
use crate::values::Values;
use crate::yaml::Node;

impl Model {
    /// The model of a compiled release; `values` and `release` are those it was compiled with.
    ///
    /// Of a compilation with errors, or with ingress not enabled, it holds the charts and no
    /// objects.
    #[doc(hidden)]
    #[must_use]
    pub fn new(values: &Values<'_>, release: &Release, compilation: &Compilation) -> Model {
        let mut model = Model {
            version: VERSION,
            release: super::Release {
                name: release.name.clone(),
                namespace: release.namespace.clone(),
            },
            values: values.root.clone(),
            charts: Vec::new(),
            gateways: Vec::new(),
            credentials: Vec::new(),
            hosts: Vec::new(),
            virtual_services: Vec::new(),
            destination_rules: Vec::new(),
            services: Vec::new(),
            objects: Vec::new(),
        };
        for compiled in &compilation.charts {
            model.charts.push(chart(compiled, values));
        }
        let objects = &compilation.objects;
        for compiled in objects {
            model.objects.push(compiled.object.to_node());
            if let Some(chart) = model.charts.get_mut(compiled.chart)
                && chart.labels.is_empty()
            {
                chart.labels = compiled.object.metadata.labels.clone().unwrap_or_default();
            }
        }
        // In the order of the data: a later part looks at the earlier ones.
        for compiled in objects {
            if let Spec::Gateway(spec) = &compiled.object.spec {
                model.add_gateway(compiled, spec);
            }
        }
        for compiled in objects {
            match &compiled.object.spec {
                Spec::VirtualService(spec) => model.add_virtual_service(compiled, spec),
                Spec::DestinationRule(spec) => model.add_destination_rule(compiled, spec),
                Spec::Gateway(_) => {}
            }
        }
        model.add_hosts();
        model
    }

    /// Name and namespace of an object. Without a namespace of its own Helm installs it into the
    /// release's.
    fn identity(&self, compiled: &Compiled) -> (String, String) {
        let metadata = &compiled.object.metadata;
        let namespace = metadata.namespace.as_ref();
        (
            metadata.name.clone().unwrap_or_default(),
            namespace.unwrap_or(&self.release.namespace).clone(),
        )
    }

    fn add_gateway(&mut self, compiled: &Compiled, spec: &GatewaySpec) {
        let (name, namespace) = self.identity(compiled);
        let reference = format!("{namespace}/{name}");
        // A helper that is included twice prints everything twice.
        if self
            .gateways
            .iter()
            .any(|known| known.reference == reference)
        {
            return;
        }
        let servers: Vec<Server> = spec.servers.iter().flatten().map(server).collect();
        let mut hosts = Vec::new();
        for server in &servers {
            add_all(&mut hosts, &server.hosts);
            let tls = server.tls.as_ref();
            let Some(secret) = tls.and_then(|tls| tls.credential_name.as_ref()) else {
                continue;
            };
            let mut known = self.credentials.iter_mut();
            match known.find(|known| known.name == *secret) {
                Some(known) => {
                    add_all(&mut known.hosts, &server.hosts);
                    add_all(&mut known.gateways, std::slice::from_ref(&reference));
                }
                None => self.credentials.push(Credential {
                    name: secret.clone(),
                    hosts: server.hosts.clone(),
                    gateways: vec![reference.clone()],
                    chart: compiled.chart,
                }),
            }
        }
        self.gateways.push(Gateway {
            reference,
            name,
            namespace,
            created: true,
            chart: compiled.chart,
            selector: spec.selector.clone().unwrap_or_default(),
            servers,
            hosts,
        });
    }

    fn add_virtual_service(&mut self, compiled: &Compiled, spec: &VirtualServiceSpec) {
        let (name, namespace) = self.identity(compiled);
        let same = |known: &VirtualService| known.name == name && known.namespace == namespace;
        if self.virtual_services.iter().any(same) {
            return;
        }
        let platform = self.charts.get(compiled.chart).map(|chart| &chart.platform);
        let cluster_domain = platform.map_or(String::new(), |known| known.cluster_domain.clone());
        let selector = platform.map_or_else(BTreeMap::new, |known| known.selector.clone());
        let resolver = Resolver {
            namespace: &namespace,
            cluster_domain: &cluster_domain,
        };
        let hosts = spec.hosts.clone().unwrap_or_default();
        let mut gateways = Vec::new();
        for text in spec.gateways.iter().flatten() {
            let (name, namespace) = match gateway_reference(text) {
                Ok(GatewayReference::Mesh) => {
                    add_all(&mut gateways, &[MESH.to_owned()]);
                    continue;
                }
                Ok(
                    GatewayReference::There { namespace, name }
                    | GatewayReference::Legacy { namespace, name },
                ) => (name, namespace),
                Ok(GatewayReference::Here(name)) => (name, namespace.as_str()),
                Err(_) => match text.split_once('/') {
                    Some((namespace, name)) => (name, namespace),
                    None => (text.as_str(), namespace.as_str()),
                },
            };
            let reference = format!("{namespace}/{name}");
            add_all(&mut gateways, std::slice::from_ref(&reference));
            let mut known = self.gateways.iter_mut();
            match known.find(|known| known.reference == reference) {
                Some(known) if known.created => {}
                Some(known) => add_all(&mut known.hosts, &hosts),
                None => self.gateways.push(Gateway {
                    reference,
                    name: name.to_owned(),
                    namespace: namespace.to_owned(),
                    created: false,
                    chart: compiled.chart,
                    selector: selector.clone(),
                    servers: Vec::new(),
                    hosts: once_each(&hosts),
                }),
            }
        }
        let virtual_service = VirtualService {
            routes: routes(spec, &resolver),
            name,
            namespace,
            chart: compiled.chart,
            hosts,
            gateways,
        };
        collect(&mut self.services, &virtual_service, &cluster_domain);
        self.virtual_services.push(virtual_service);
    }

    fn add_destination_rule(&mut self, compiled: &Compiled, spec: &DestinationRuleSpec) {
        let (name, namespace) = self.identity(compiled);
        let same = |known: &DestinationRule| known.name == name && known.namespace == namespace;
        if self.destination_rules.iter().any(same) {
            return;
        }
        let policy = spec.traffic_policy.as_ref();
        let tls = policy.and_then(|policy| policy.tls.as_ref());
        let subsets = spec.subsets.iter().flatten();
        self.destination_rules.push(DestinationRule {
            name,
            namespace,
            chart: compiled.chart,
            host: spec.host.clone(),
            tls_mode: tls.and_then(|tls| tls.mode.clone()),
            subsets: subsets.filter_map(|subset| subset.name.clone()).collect(),
        });
    }

    fn add_hosts(&mut self) {
        let mut hosts: Vec<Host> = Vec::new();
        for virtual_service in &self.virtual_services {
            let reference = format!("{}/{}", virtual_service.namespace, virtual_service.name);
            for name in &virtual_service.hosts {
                let host = self.host(&mut hosts, name, virtual_service.chart);
                add_all(&mut host.virtual_services, std::slice::from_ref(&reference));
                for gateway in &self.gateways {
                    let serves = !gateway.created
                        || gateway
                            .hosts
                            .iter()
                            .any(|other| host_covered_by(name, other));
                    if virtual_service.gateways.contains(&gateway.reference) && serves {
                        add_all(&mut host.gateways, std::slice::from_ref(&gateway.reference));
                    }
                }
            }
        }
        for gateway in self.gateways.iter().filter(|gateway| gateway.created) {
            for name in &gateway.hosts {
                let host = self.host(&mut hosts, name, gateway.chart);
                add_all(&mut host.gateways, std::slice::from_ref(&gateway.reference));
            }
        }
        for host in &mut hosts {
            host.scheme = self.scheme(host).map(str::to_owned);
        }
        self.hosts = hosts;
    }

    /// The entry of a host, added where there is none.
    fn host<'h>(&self, hosts: &'h mut Vec<Host>, name: &str, chart: usize) -> &'h mut Host {
        let known = hosts.iter().position(|host| host.name == name);
        let at = known.unwrap_or(hosts.len());
        if known.is_none() {
            let domains = self.charts.iter().flat_map(|chart| {
                let platform = &chart.platform;
                platform.domains.iter().chain([&platform.cluster_domain])
            });
            let mut domains = domains.filter(|domain| !domain.is_empty());
            let is_below = |domain: &String| {
                let above = name.strip_suffix(domain.as_str());
                above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
            };
            hosts.push(Host {
                name: name.to_owned(),
                wildcard: is_wildcard(name),
                external: name.contains('.') && !domains.any(is_below),
                scheme: None,
                gateways: Vec::new(),
                virtual_services: Vec::new(),
                chart,
            });
        }
        // The position is that of an entry found or just added.
        #[allow(clippy::indexing_slicing)]
        &mut hosts[at]
    }

    /// `https` as soon as one server for the host speaks TLS.
    fn scheme(&self, host: &Host) -> Option<&'static str> {
        let gateways = self.gateways.iter();
        let servers = gateways
            .filter(|gateway| gateway.created && host.gateways.contains(&gateway.reference))
            .flat_map(|gateway| &gateway.servers)
            .filter(|server| {
                let mut others = server.hosts.iter();
                others.any(|other| host_covered_by(&host.name, other))
            });
        let mut found = None;
        for server in servers {
            match server.protocol.as_deref().map(str::to_ascii_uppercase) {
                Some(protocol) if matches!(protocol.as_str(), "HTTPS" | "TLS") => {
                    return Some("https");
                }
                Some(protocol) if protocol.starts_with("HTTP") => found = Some("http"),
                _ => {}
            }
        }
        found
    }
}

fn server(server: &gateway::Server) -> Server {
    let port = server.port.as_ref();
    let hosts: Vec<String> = server
        .hosts
        .iter()
        .flatten()
        .map(|host| without_namespace(host))
        .collect();
    let name = port.and_then(|port| port.name.clone());
    Server {
        name: name.or_else(|| server.name.clone()),
        port: port.and_then(|port| port.number),
        protocol: port.and_then(|port| port.protocol.clone()),
        hosts: once_each(&hosts),
        tls: server.tls.as_ref().map(|tls| ServerTls {
            mode: tls.mode.clone(),
            credential_name: tls.credential_name.clone(),
            https_redirect: tls.https_redirect == Some(true),
        }),
    }
}

/// `ns/pad.example.org` serves pad.example.org.
fn without_namespace(host: &str) -> String {
    let name = host.split_once('/').map_or(host, |(_, name)| name);
    name.to_owned()
}

fn once_each(texts: &[String]) -> Vec<String> {
    let mut once = Vec::new();
    add_all(&mut once, texts);
    once
}

fn add_all(known: &mut Vec<String>, more: &[String]) {
    for text in more {
        if !known.contains(text) {
            known.push(text.clone());
        }
    }
}

fn chart(compiled: &CompiledChart, values: &Values<'_>) -> Chart {
    let scope = values.scopes.get(compiled.scope);
    let values = scope.map_or_else(Node::null, |scope| scope.values.clone());
    let path: Vec<&str> = scope
        .iter()
        .flat_map(|scope| scope.path.iter().map(AsRef::as_ref))
        .collect();
    Chart {
        name: compiled.metadata.name.clone(),
        version: compiled.metadata.version.clone(),
        path: path.join("."),
        helper: compiled.helper.definition.id.clone(),
        enabled: compiled.enabled,
        labels: BTreeMap::new(),
        platform: platform(compiled, &values),
        values,
    }
}

/// What the helper says, and what the values say instead where the helper lets them.
fn platform(compiled: &CompiledChart, values: &Node) -> Platform {
    let facts = &compiled.helper.definition.platform;
    let ingress = values.get("ingress");
    let mut platform = Platform {
        domains: facts.domains.clone(),
        selector: facts.selector.clone(),
        cluster_domain: facts.cluster_domain.clone(),
        ca_certificates: facts.ca_certificates.clone(),
    };
    let mut staging: Vec<String> = facts.staging_domain.iter().cloned().collect();
    if let Some(pasted) = &compiled.helper.definition.pasted {
        if pasted.domains_from_values {
            let own = ingress.and_then(|own| own.get("gatewayHosts")?.get("domains"));
            let terminator = values.get(&pasted.port_from);
            let shared = terminator.and_then(|tls| tls.get("certmanager")?.get("domains"));
            let given = [own, shared].into_iter().flatten();
            let mut given = given
                .filter_map(Field::from_node)
                .filter(|domains: &Vec<String>| !domains.is_empty());
            platform.domains = given.next().unwrap_or(platform.domains);
        }
        let environments = pasted.environments.iter();
        staging.extend(environments.flat_map(|environment| environment.domains.clone()));
        if pasted.selectors {
            let given = ingress.and_then(|own| own.get("selectors"));
            let given: Option<BTreeMap<String, String>> = given.and_then(Field::from_node);
            let given = given.filter(|selector| !selector.is_empty());
            platform.selector = given.unwrap_or(platform.selector);
        }
    } else if let Some(given) = ingress.and_then(|own| own.get("platform")) {
        let text = |key| given.get(key).and_then(Node::as_str).map(str::to_owned);
        let domains = given.get("domains").and_then(Field::from_node);
        platform.domains = domains.unwrap_or(platform.domains);
        let selector = given.get("selector").and_then(Field::from_node);
        platform.selector = selector.unwrap_or(platform.selector);
        platform.cluster_domain = text("clusterDomain").unwrap_or(platform.cluster_domain);
        platform.ca_certificates = text("caCertificates").unwrap_or(platform.ca_certificates);
        staging = text("stagingDomain").map_or(staging, |domain| vec![domain]);
    }
    add_all(&mut platform.domains, &staging);
    platform
}
