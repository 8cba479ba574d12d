//! The hosts of a Gateway and of its VirtualService.

use crate::diagnostic::{Diagnostic, codes};
use crate::helper::definition::{AlternativeName, Environment, GatewayHosts, RouteHosts};
use crate::source::Span;
use crate::values::go;
use crate::yaml::{Data, Node, Place as At};

use super::{Compiler, Found, Place, Text, list};

/// The hosts, as lists; each `None` when it is not needed or could not be computed.
pub(super) struct Hosts {
    pub gateway: Option<Node>,
    pub route: Option<Node>,
}

/// Where the hosts of a VirtualService come from.
enum RouteSource<'a> {
    Gateway,
    Own(&'a Node),
}

impl<'a> Compiler<'_, 'a> {
    /// Computes the hosts that something is printed from; the rest of the stanza may be broken.
    pub(super) fn hosts(&mut self) -> Hosts {
        let prints_gateway = self.ingress.truthy("existingGatewayName").is_none();
        let source = self.route_source();
        let source = self.keep(source);
        let needed = prints_gateway
            || matches!(source, Some(RouteSource::Gateway))
            || self
                .facts
                .alternative_names
                .contains(&AlternativeName::GatewayHosts);
        let gateway = if needed {
            let hosts = self.gateway_hosts();
            self.keep(hosts)
        } else {
            None
        };
        let route = match source {
            None => None,
            Some(RouteSource::Gateway) => gateway.clone(),
            Some(RouteSource::Own(node)) => {
                let hosts = self.listed_hosts(node, "ingress.routeHosts");
                self.keep(hosts)
            }
        };
        Hosts { gateway, route }
    }

    /// The first of the keys that replace the default hosts and is truthy.
    pub(super) fn environment(&self) -> Option<&Environment> {
        self.facts
            .environments
            .iter()
            .find(|environment| self.ingress.truthy(&environment.key).is_some())
    }

    fn route_source(&self) -> Result<RouteSource<'a>, Diagnostic> {
        let listed = self.ingress.truthy("routeHosts");
        match (self.facts.route_hosts, listed) {
            (RouteHosts::Always, Some(node)) => Ok(RouteSource::Own(node)),
            _ if self.names_no_gateway()? => Ok(RouteSource::Gateway),
            (_, Some(node)) => Ok(RouteSource::Own(node)),
            (_, None) => Err(self.route_hosts_required()),
        }
    }

    /// Whether `existingGatewayName` equals `""`; absent and null do not.
    fn names_no_gateway(&self) -> Result<bool, Diagnostic> {
        let Some(node) = self.ingress.map.get("existingGatewayName") else {
            return Ok(false);
        };
        match &node.data {
            Data::Str(text) => Ok(text.is_empty()),
            Data::Null => Ok(false),
            _ => Err(Diagnostic::error(
                codes::WRONG_TYPE,
                format!(
                    "`ingress.existingGatewayName` must be a string, but is {}",
                    node.kind()
                ),
            )
            .at(node.span, "not a string")
            .note("the helper compares it with `\"\"`, and Helm stops when it is no string")
            .help(
                "write `NAMESPACE/GATEWAY` in quotes, or `\"\"` for a Gateway of the release's own",
            )),
        }
    }

    fn route_hosts_required(&self) -> Diagnostic {
        let problem = |message: &str| Diagnostic::error(codes::ROUTE_HOSTS_REQUIRED, message);
        match self.ingress.find("existingGatewayName") {
            Found::Value(entry) => {
                let (hosts, label) = match self.ingress.find("routeHosts") {
                    Found::Value(hosts) => (hosts.value.span, "names no host"),
                    Found::Null(span) => (span, "null names no host"),
                    Found::Missing => (Span::NOWHERE, ""),
                };
                problem("`ingress.routeHosts` is required when an existing gateway is named")
                    .at(entry.value.span, "the gateway of another release")
                    .also(hosts, label)
                    .note(format!(
                        "the Gateway `{}` belongs to another release, so the helper cannot know which of its hosts this release serves, and Helm stops",
                        entry.value.as_str().unwrap_or("")
                    ))
                    .help("list the host names: `routeHosts: [name.example.org]`")
            }
            Found::Null(span) => problem(
                "`ingress.existingGatewayName` is null: then `ingress.routeHosts` is required",
            )
            .at(span, "null is not `\"\"`")
            .note("the helper takes the hosts from the release's own Gateway only when the name is exactly `\"\"`; with null Helm stops")
            .help("write `existingGatewayName: \"\"`, or remove the line to keep the chart's default"),
            Found::Missing => problem(
                "`ingress.existingGatewayName` is missing: then `ingress.routeHosts` is required",
            )
            .at(self.ingress.span, "has no `existingGatewayName`")
            .note("the helper compares the name with `\"\"`, and a missing name is not equal to it; Helm stops")
            .help("add `existingGatewayName: \"\"` to the chart's values.yaml"),
        }
    }

    fn gateway_hosts(&mut self) -> Result<Node, Diagnostic> {
        match self.facts.gateway_hosts {
            GatewayHosts::List => match self.ingress.truthy("gatewayHosts") {
                Some(node) => self.listed_hosts(node, "ingress.gatewayHosts"),
                None => {
                    let service = self.scope.namespace();
                    let hosts = self.default_hosts(&service, self.own_domains())?;
                    Ok(list(hosts))
                }
            },
            GatewayHosts::Map => self.mapped_hosts(),
        }
    }

    fn mapped_hosts(&mut self) -> Result<Node, Diagnostic> {
        let stanza = self.ingress.required("gatewayHosts").map_err(|problem| {
            problem.help(
                "the shape is `gatewayHosts: {default: NAME, disableDefaultHosts: false, extraFQDNs: [HOST]}`",
            )
        })?;
        let mut hosts = Vec::new();
        let mut span = Span::NOWHERE;
        if stanza.truthy("disableDefaultHosts").is_none() {
            let service = match stanza.truthy("default") {
                Some(node) => Text::of(node, "`ingress.gatewayHosts.default`"),
                None => self.scope.namespace(),
            };
            let domains = self.domains(&stanza)?;
            hosts = self.default_hosts(&service, domains)?;
        }
        if let Some(extra) = stanza.truthy("extraFQDNs") {
            let extra = self.listed_hosts(extra, "ingress.gatewayHosts.extraFQDNs")?;
            span = extra.span;
            hosts.extend(extra.as_list().unwrap_or_default().iter().cloned());
        }
        if hosts.is_empty() {
            // What the helper prints is a key with nothing behind it.
            return Ok(Node::new(Data::Null, stanza.span));
        }
        let mut node = list(hosts);
        node.span = span;
        Ok(node)
    }

    fn default_hosts(&self, service: &Text, domains: Vec<Text>) -> Result<Vec<Node>, Diagnostic> {
        domains
            .into_iter()
            .map(|domain| {
                // The service's name is what an author chooses first; a domain only where it is
                // the author's and the name is not.
                let (span, what) = if service.what.starts_with('`') || domain.span.is_nowhere() {
                    (service.span, service.what.clone())
                } else {
                    (domain.span, domain.what)
                };
                Text {
                    text: format!("{}.{}", service.text, domain.text),
                    span,
                    what,
                }
                .paste(At::ListItem)
            })
            .collect()
    }

    /// The domains of the environment that a key names, else the platform's.
    fn own_domains(&self) -> Vec<Text> {
        let domains = match self.environment() {
            Some(environment) => &environment.domains,
            None => &self.scope.definition.platform.domains,
        };
        domains.iter().map(Text::fixed).collect()
    }

    fn domains(&self, stanza: &Place<'a>) -> Result<Vec<Text>, Diagnostic> {
        if !self.facts.domains_from_values {
            return Ok(self.own_domains());
        }
        // Looked into even where it is not used: what is not there makes Helm fail.
        let certificates = self.certificate_domains()?;
        let (node, path) = match stanza.truthy("domains") {
            Some(node) => (node, "ingress.gatewayHosts.domains".to_owned()),
            None => match certificates {
                Some(node) => (
                    node,
                    format!("{}.certmanager.domains", self.facts.port_from),
                ),
                None => return Ok(self.own_domains()),
            },
        };
        let items = self.range(node, &path)?;
        Ok(items
            .iter()
            .map(|item| Text::of(item, format!("an entry of `{path}`")))
            .collect())
    }

    fn certificate_domains(&self) -> Result<Option<&'a Node>, Diagnostic> {
        let mesh = self.scope.required_map(&self.facts.port_from)?;
        let Some(node) = mesh.get("certmanager") else {
            return Ok(None);
        };
        let Data::Map(map) = &node.data else {
            let path = mesh.path_of("certmanager");
            return Err(Diagnostic::error(
                codes::WRONG_TYPE,
                format!("`{path}` must be a map, but is {}", node.kind()),
            )
            .at(node.span, "not a map")
            .note("the helper looks here for the domains of the default hosts, and Helm stops")
            .help(format!(
                "write `{path}: {{domains: [DOMAIN]}}`, or leave it out"
            )));
        };
        Ok(map.get("domains").filter(|node| go::is_true(Some(node))))
    }

    /// A list of hosts that the helper prints as it is.
    fn listed_hosts(&mut self, node: &Node, path: &str) -> Result<Node, Diagnostic> {
        if node.as_list().is_none() {
            let problem = Diagnostic::error(
                codes::WRONG_TYPE,
                format!(
                    "`{path}` must be a list of host names, but is {}",
                    node.kind()
                ),
            )
            .at(node.span, "not a list");
            return Err(match &node.data {
                Data::Map(_) => problem.note(
                    "the helper pastes it among the settings of the Gateway, where its keys would become settings themselves",
                ),
                _ => problem.note("the helper pastes it where a list must stand, and Helm stops or no host is served"),
            }
            .help(match node.as_str() {
                Some(text) if !text.contains(char::is_whitespace) => {
                    format!("write a list: `[{text}]`")
                }
                _ => "write a list: `[name.example.org]`".to_owned(),
            }));
        }
        let items = node.as_list().unwrap_or_default();
        let broken = |item: &&Node| item.as_str().is_some_and(|text| text.contains('\n'));
        if let Some(item) = items.iter().find(broken) {
            return Err(Diagnostic::error(
                codes::SPLICED_TEXT,
                format!("an entry of `{path}` has a line break in it"),
            )
            .at(item.span, "more than one line")
            .note("no host name has one, and how many Helm keeps depends on where the list is printed")
            .help("write one host name an entry"));
        }
        self.reprinted(node, path)
    }
}
