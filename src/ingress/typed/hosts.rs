//! The hosts of a Gateway and of its VirtualService.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::yaml::{Data, List, Node};

use super::{Compiler, Place};

/// The hosts, as lists of strings.
pub(super) struct Hosts {
    /// `None` with a gateway of another release.
    pub gateway: Option<Node>,
    pub route: Node,
}

impl<'a> Compiler<'_, 'a> {
    /// The hosts of the Gateway, where one is printed, and of the VirtualService.
    pub(super) fn hosts(
        &mut self,
        has_existing_gateway: bool,
        platform: Option<&Place<'a>>,
    ) -> Option<Hosts> {
        let listed = self.ingress.strings("routeHosts");
        let listed = self.keep(listed);
        // With a gateway of another release the types are checked all the same, but to serve no
        // host is no problem.
        let gateway = match self.gateway_hosts(platform) {
            Ok(hosts) => Some(hosts).filter(|_| !has_existing_gateway),
            Err(problem) if has_existing_gateway && problem.code == codes::NO_HOSTS => None,
            Err(problem) => {
                self.problems.push(problem);
                return None;
            }
        };
        let listed = listed?;
        let route = if listed.is_empty() {
            match gateway.clone() {
                Some(hosts) => hosts,
                None => {
                    let problem = self.route_hosts_required();
                    self.problems.push(problem);
                    return None;
                }
            }
        } else {
            let span = self
                .ingress
                .get("routeHosts")
                .map_or(Span::NOWHERE, |node| node.span);
            Node::new(Data::List(List::new(listed)), span)
        };
        Some(Hosts { gateway, route })
    }

    fn route_hosts_required(&self) -> Diagnostic {
        let name = ["existingGateway", "existingGatewayName"]
            .into_iter()
            .find_map(|key| self.ingress.get(key));
        Diagnostic::error(
            codes::ROUTE_HOSTS_REQUIRED,
            "`ingress.routeHosts` is required when an existing gateway is named",
        )
        .at(
            name.map_or(self.ingress.span, |node| node.span),
            "the gateway of another release",
        )
        .note("that Gateway belongs to another release, so nothing here tells which of its hosts this release serves")
        .help("list the host names: `routeHosts: [name.example.org]`")
    }

    fn gateway_hosts(&self, platform: Option<&Place<'a>>) -> Result<Node, Diagnostic> {
        let given = self.ingress.get("gatewayHosts");
        if let Some(
            node @ Node {
                data: Data::List(list),
                ..
            },
        ) = given
            && !list.items().is_empty()
        {
            let hosts = self.ingress.strings("gatewayHosts")?;
            self.domains(None, platform)?;
            return Ok(Node::new(Data::List(List::new(hosts)), node.span));
        }
        let stanza = match given {
            Some(Node {
                data: Data::List(_),
                ..
            })
            | None => None,
            Some(
                node @ Node {
                    data: Data::Map(_), ..
                },
            ) => self.ingress.map("gatewayHosts")?.map(|map| (map, node)),
            Some(node) => {
                return Err(Diagnostic::error(
                    codes::WRONG_TYPE,
                    format!(
                        "`ingress.gatewayHosts` must be a list or a map, but is {}",
                        node.kind()
                    ),
                )
                .at(node.span, "neither a list nor a map")
                .help(match node.as_str() {
                    Some(text) => format!("write a list: `gatewayHosts: [{text}]`"),
                    None => "write a list of host names, or `{default: NAME}`".to_owned(),
                }));
            }
        };
        let place = stanza.as_ref().map(|(place, _)| place);
        let span = stanza.as_ref().map_or(Span::NOWHERE, |(_, node)| node.span);
        let mut hosts = Vec::new();
        let disabled = place.map(|p| p.flag("disableDefaultHosts")).transpose()?;
        let service = place.map(|p| p.string("default")).transpose()?.flatten();
        let domains = self.domains(place, platform)?;
        if disabled.flatten() != Some(true) {
            let name = service.and_then(Node::as_str);
            let name = name.unwrap_or(&self.scope.release.namespace);
            hosts.extend(domains.iter().map(|domain| {
                let text = domain.as_str().unwrap_or("");
                let span = service.map_or(domain.span, |node| node.span);
                Node::string(format!("{name}.{text}"), span)
            }));
        }
        if let Some(place) = place {
            hosts.extend(place.strings("extraFQDNs")?);
        }
        if hosts.is_empty() {
            return Err(Diagnostic::error(
                codes::NO_HOSTS,
                "the Gateway would serve no host at all",
            )
            .at(span, "switches the default hosts off and adds none")
            .help("list hosts in `extraFQDNs`, or remove `disableDefaultHosts`"));
        }
        Ok(Node::new(Data::List(List::new(hosts)), span))
    }

    /// The domains below which the service has its default hosts.
    fn domains(
        &self,
        stanza: Option<&Place<'a>>,
        platform: Option<&Place<'a>>,
    ) -> Result<Vec<Node>, Diagnostic> {
        let defaults = &self.scope.definition.platform;
        let fixed = |text: &str| Node::string(text, Span::NOWHERE);
        let own = stanza.map(|p| p.strings("domains")).transpose()?;
        let of_platform = platform.map(|p| p.strings("domains")).transpose()?;
        let staging = platform.map(|p| p.string("stagingDomain")).transpose()?;
        if self.ingress.flag("staging")? == Some(true) {
            let default = defaults.staging_domain.as_deref().unwrap_or("");
            return Ok(vec![
                staging.flatten().cloned().unwrap_or_else(|| fixed(default)),
            ]);
        }
        Ok([own, of_platform]
            .into_iter()
            .flatten()
            .find(|domains| !domains.is_empty())
            .unwrap_or_else(|| defaults.domains.iter().map(|text| fixed(text)).collect()))
    }
}
