//! The objects of a helper that checks types, as the project's own 1.0 does.
//!
//! A null is the same as an absent key. A value of the wrong type is an error, in the generated
//! Helm template as here. Nothing is pasted, so nothing can be spliced.

mod hosts;
mod read;
mod rules;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, codes};
use crate::helper::definition::Typed;
use crate::istio::gateway::{GatewaySpec, Port, Server, ServerTls};
use crate::istio::http_route::{Destination, HttpRoute, HttpRouteDestination, PortSelector};
use crate::istio::message::Field;
use crate::istio::virtual_service::VirtualServiceSpec;
use crate::istio::{Object, ObjectMeta, Spec};
use crate::source::Span;
use crate::yaml::{Data, List, Node};

use super::scope::{Place, Scope};
use super::text::Text;
use super::{Compiled, Objects, part_mut, settle};

/// Compiles the stanza; the second part are warnings.
pub(super) fn compile(scope: &Scope<'_>, facts: &Typed) -> (Objects, Vec<Diagnostic>) {
    let enabled = Place::root(scope).map("ingress").and_then(|ingress| {
        let enabled = match &ingress {
            Some(ingress) => ingress.flag("enabled")?,
            None => None,
        };
        Ok(ingress.filter(|_| enabled == Some(true)))
    });
    let result = match enabled {
        Err(problem) => Err(vec![problem]),
        Ok(None) => Ok(None),
        Ok(Some(ingress)) => {
            let mut compiler = Compiler {
                scope,
                facts,
                ingress,
                problems: Vec::new(),
            };
            let objects = compiler.objects();
            settle(objects, compiler.problems)
        }
    };
    (result, Vec::new())
}

struct Compiler<'c, 'a> {
    scope: &'c Scope<'a>,
    facts: &'c Typed,
    ingress: Place<'a>,
    problems: Vec<Diagnostic>,
}

/// The service that requests go to where a route says nothing else.
struct Backend {
    host: Node,
    port: u32,
    port_span: Span,
}

impl<'a> Compiler<'_, 'a> {
    /// Keeps a problem for the report and goes on, so that one run tells all.
    fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn objects(&mut self) -> Option<Vec<Compiled>> {
        let platform = self.ingress.map("platform");
        let platform = self.keep(platform);
        let name = self.object_name();
        let name = self.keep(name);
        let existing = self.existing_gateway();
        let existing = self.keep(existing);
        let backend = self.backend(platform.as_ref().and_then(Option::as_ref));
        let backend = self.keep(backend);
        if let Some(Some(platform)) = &platform {
            self.check_platform(platform);
        }
        let platform = platform.flatten();
        let hosts = match &existing {
            Some(existing) => self.hosts(existing.is_some(), platform.as_ref()),
            None => None,
        };
        let metadata = name.as_ref().map(|name| self.metadata(name));
        let metadata = metadata.and_then(|metadata| self.keep(metadata));
        let gateway = self.gateway(platform.as_ref());
        // What stands in for a backend or a name that is wrong is never printed: the problem is
        // kept, and the rest of the stanza is checked with them.
        let stand_in = Backend {
            host: Node::null(),
            port: 0,
            port_span: Span::NOWHERE,
        };
        let http = self.http_routes(backend.as_ref().unwrap_or(&stand_in));
        let rules = self.destination_rules(
            backend.as_ref().unwrap_or(&stand_in),
            platform.as_ref(),
            metadata.as_ref().unwrap_or(&ObjectMeta::default()),
            name.as_ref(),
        );
        let name = name?;
        let (existing, hosts, metadata) = (existing?, hosts?, metadata?);
        let mut objects = rules?;
        let (mut spec, redirect) = gateway?;
        let http = http?;
        let gateways = Node::string(
            existing.map_or(name.text.as_str(), |node| node.as_str().unwrap_or("")),
            existing.map_or(Span::NOWHERE, |node| node.span),
        );
        if existing.is_none() {
            let served = hosts.gateway?;
            let names: Option<Vec<String>> = Field::from_node(&served);
            for server in spec.servers.iter_mut().flatten() {
                server.hosts.clone_from(&names);
            }
            let mut compiled = Compiled::new(Object {
                metadata: metadata.clone(),
                spec: Spec::Gateway(spec),
            })
            .origin("spec.servers[0].hosts", &served)
            .origin("spec.servers[1]", &redirect)
            .origin("spec.servers[1].hosts", &served)
            .named(&name);
            let selector = platform.as_ref().and_then(|p| p.get("selector"));
            let tls = self.ingress.get("tls");
            for (path, node) in [("spec.selector", selector), ("spec.servers[0].tls", tls)] {
                if let Some(node) = node {
                    compiled = compiled.origin(path, node);
                }
            }
            objects.push(compiled);
        }
        let gateways = Node::new(Data::List(List::new(vec![gateways])), Span::NOWHERE);
        let spec = VirtualServiceSpec {
            hosts: Field::from_node(&hosts.route),
            gateways: Field::from_node(&gateways),
            http: Field::from_node(&http),
            ..VirtualServiceSpec::default()
        };
        objects.push(
            Compiled::new(Object {
                metadata,
                spec: Spec::VirtualService(spec),
            })
            .origin("spec.hosts", &hosts.route)
            .origin("spec.gateways", &gateways)
            .origin("spec.http", &http)
            .named(&name),
        );
        Some(objects)
    }

    /// Every platform fact has its type, whether or not something is printed from it.
    fn check_platform(&mut self, platform: &Place<'a>) {
        for key in [
            "stagingDomain",
            "caCertificates",
            "credentialName",
            "clusterDomain",
        ] {
            self.keep(platform.string(key));
        }
        self.keep(platform.strings("domains"));
        self.keep(platform.strings_by_key("selector"));
    }

    /// `ingress.name`, else the chart's name where the release has the same name, else both.
    fn object_name(&self) -> Result<Text, Diagnostic> {
        if let Some(node) = self.ingress.string("name")? {
            return Ok(Text::of(node, "`ingress.name`"));
        }
        let chart = self.scope.chart_name()?;
        if chart.text == self.scope.release.name {
            return Ok(chart);
        }
        self.scope.object_name()
    }

    fn metadata(&self, name: &Text) -> Result<ObjectMeta, Diagnostic> {
        let release = self.scope.release;
        let labels = [
            ("app", self.scope.chart_name()?.text),
            ("chart", self.scope.chart_id().text),
            ("release", release.name.clone()),
            ("heritage", "Helm".to_owned()),
        ];
        Ok(ObjectMeta {
            name: Some(name.text.clone()),
            namespace: Some(release.namespace.clone()),
            labels: Some(BTreeMap::from(
                labels.map(|(key, value)| (key.to_owned(), value)),
            )),
            ..ObjectMeta::default()
        })
    }

    /// The gateway of another release under either of its names.
    fn existing_gateway(&self) -> Result<Option<&'a Node>, Diagnostic> {
        let documented = self.ingress.string("existingGateway")?;
        let upstream = self.ingress.string("existingGatewayName")?;
        match (documented, upstream) {
            (Some(one), Some(other)) if one.as_str() != other.as_str() => Err(Diagnostic::error(
                codes::TWO_GATEWAYS,
                "`ingress.existingGateway` and `ingress.existingGatewayName` name different gateways",
            )
            .at(one.span, "one gateway")
            .also(other.span, "another")
            .note("both are names of the same setting, and a VirtualService belongs to one of them")
            .help("keep `existingGateway` and remove `existingGatewayName`")),
            (one, other) => Ok(one.or(other)),
        }
    }

    fn backend(&self, platform: Option<&Place<'a>>) -> Result<Backend, Diagnostic> {
        let service = self.ingress.map("service")?;
        let service = service.as_ref();
        let host = match service.map(|s| s.string("host")).transpose()?.flatten() {
            Some(node) => node.clone(),
            None => {
                let domain = match platform.map(|p| p.string("clusterDomain")).transpose()? {
                    Some(Some(node)) => node.as_str().unwrap_or(""),
                    _ => self.scope.definition.platform.cluster_domain.as_str(),
                };
                let name = self.scope.object_name()?;
                let fqdn = format!(
                    "{}-tls-service.{}.{domain}",
                    name.text, self.scope.release.namespace
                );
                Node::string(fqdn, Span::NOWHERE)
            }
        };
        let mut port = service.map(|s| s.port("port")).transpose()?.flatten();
        for key in &self.facts.port_from {
            if port.is_some() {
                break;
            }
            if let Some(place) = Place::root(self.scope).map(key)? {
                port = place.port("public_port")?;
            }
        }
        let default = u32::from(self.scope.definition.platform.public_port.unwrap_or(443));
        let (port, port_span) = port.unwrap_or((default, Span::NOWHERE));
        Ok(Backend {
            host,
            port,
            port_span,
        })
    }

    /// The Gateway without its hosts, and the node that asks for the redirect.
    fn gateway(&mut self, platform: Option<&Place<'a>>) -> Option<(GatewaySpec, Node)> {
        let selector = platform.map(|p| p.strings_by_key("selector")).transpose();
        let selector = self.keep(selector);
        let tls = self.gateway_tls(platform);
        let tls = self.keep(tls);
        let redirect = self.ingress.flag("httpsRedirect");
        let redirect = self.keep(redirect)?;
        let mut servers = vec![Server {
            port: Some(port(443, "https", "HTTPS")),
            tls: Some(tls?),
            ..Server::default()
        }];
        if redirect == Some(true) {
            servers.push(Server {
                port: Some(port(80, "http", "HTTP")),
                tls: Some(ServerTls {
                    https_redirect: Some(true),
                    ..ServerTls::default()
                }),
                ..Server::default()
            });
        }
        let selector = selector?.flatten();
        let spec = GatewaySpec {
            selector: Some(
                selector.unwrap_or_else(|| self.scope.definition.platform.selector.clone()),
            ),
            servers: Some(servers),
            ..GatewaySpec::default()
        };
        let asked = self.ingress.get("httpsRedirect");
        Some((spec, asked.cloned().unwrap_or_else(Node::null)))
    }

    fn gateway_tls(&self, platform: Option<&Place<'a>>) -> Result<ServerTls, Diagnostic> {
        let settings = self.ingress.map("tls")?;
        let text = |place: Option<&Place<'a>>, key: &str| -> Result<Option<String>, Diagnostic> {
            let node = place.map(|place| place.string(key)).transpose()?.flatten();
            Ok(node.and_then(Node::as_str).map(str::to_owned))
        };
        let settings = settings.as_ref();
        let mode = text(settings, "mode")?.unwrap_or_else(|| "SIMPLE".to_owned());
        let credential = text(settings, "credentialName")?;
        let credential = match credential {
            Some(name) => name,
            None => text(platform, "credentialName")?.unwrap_or_else(|| {
                format!(
                    "{}{}",
                    self.scope.release.namespace, self.scope.definition.platform.credential_suffix
                )
            }),
        };
        // Where TLS is passed through or Istio's own certificates are used, a secret has no place.
        let has_secret = !matches!(
            mode.as_str(),
            "PASSTHROUGH" | "AUTO_PASSTHROUGH" | "ISTIO_MUTUAL"
        );
        Ok(ServerTls {
            mode: Some(mode),
            credential_name: has_secret.then_some(credential),
            min_protocol_version: text(settings, "minProtocolVersion")?,
            max_protocol_version: text(settings, "maxProtocolVersion")?,
            ..ServerTls::default()
        })
    }

    fn http_routes(&mut self, backend: &Backend) -> Option<Node> {
        let routes = self.ingress.maps("httproutes");
        let routes = self.keep(routes);
        let policy = self.ingress.map("corsPolicy");
        let policy = self.keep(policy)?;
        let policy = policy
            .filter(|policy| !policy.map.is_empty())
            .and_then(|_| self.ingress.get("corsPolicy"));
        let span = self
            .ingress
            .get("httproutes")
            .map_or(Span::NOWHERE, |node| node.span);
        let mut routes = match routes? {
            routes if routes.is_empty() => vec![default_route(backend)],
            routes => routes,
        };
        if let Some(policy) = policy {
            for route in &mut routes {
                if let Data::Map(map) = &mut route.data
                    && map.get("corsPolicy").is_none_or(Node::is_null)
                {
                    map.insert(crate::yaml::entry("corsPolicy", policy.clone()));
                }
            }
        }
        Some(Node::new(Data::List(List::new(routes)), span))
    }
}

fn default_route(backend: &Backend) -> Node {
    let selector = PortSelector {
        number: Some(backend.port),
        ..PortSelector::default()
    };
    let route = HttpRoute {
        name: Some("default-destination".into()),
        route: Some(vec![HttpRouteDestination {
            destination: Some(Destination {
                host: backend.host.as_str().map(str::to_owned),
                port: Some(selector),
                ..Destination::default()
            }),
            ..HttpRouteDestination::default()
        }]),
        ..HttpRoute::default()
    };
    let mut node = route.to_node();
    if let Some(host) = part_mut(&mut node, "route[0].destination.host") {
        host.span = backend.host.span;
    }
    if let Some(port) = part_mut(&mut node, "route[0].destination.port.number") {
        port.span = backend.port_span;
    }
    node
}

fn port(number: u32, name: &str, protocol: &str) -> Port {
    Port {
        number: Some(number),
        name: Some(name.to_owned()),
        protocol: Some(protocol.to_owned()),
        ..Port::default()
    }
}
