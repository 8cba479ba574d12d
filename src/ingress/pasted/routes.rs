//! The HTTP routes of a VirtualService.

use crate::diagnostic::{Diagnostic, codes};
use crate::helper::definition::{Cors, DefaultRoute};
use crate::istio::http_route::{
    CorsPolicy, Destination, HttpRoute, HttpRouteDestination, PortSelector, StringMatch,
};
use crate::istio::message::Field;
use crate::source::Span;
use crate::yaml::{Data, Node, Place as At, entry};

use super::{Compiler, Text, has_length, list, reprint};

/// What every helper calls its default route.
const DEFAULT_NAME: &str = "default-destination";

impl Compiler<'_, '_> {
    /// The routes as they are read back, a list.
    pub(super) fn http_routes(&mut self) -> Option<Node> {
        let node = self.ingress.map.get("httproutes");
        let given = has_length(&self.ingress, "httproutes");
        let given = self.keep(given)?;
        let (mut routes, span) = match node.filter(|_| given) {
            Some(node) => (self.given_routes(node)?, node.span),
            None => {
                let route = self.default_route();
                (vec![self.keep(route)?], Span::NOWHERE)
            }
        };
        let policy = self.cors_policy();
        // The helper prints the policy behind the last route: then the document ends with it.
        let Some(policy) = self.keep(policy)? else {
            let mut node = list(routes);
            node.span = span;
            return Some(reprint::at_document_end(&node));
        };
        self.add_to_last(&mut routes, reprint::at_document_end(&policy))?;
        let mut node = list(routes);
        node.span = span;
        Some(node)
    }

    fn given_routes(&mut self, node: &Node) -> Option<Vec<Node>> {
        let items = self.range(node, "ingress.httproutes");
        let items = self.keep(items)?;
        let routes: Vec<Option<Node>> = items
            .iter()
            .map(|item| {
                let route = self.reprinted(item, "ingress.httproutes");
                let route = self.keep(route)?;
                match self.facts.default_route {
                    DefaultRoute::Named => Some(route),
                    DefaultRoute::FillsMissing => {
                        let route = self.filled(route);
                        self.keep(route)
                    }
                }
            })
            .collect();
        routes.into_iter().collect()
    }

    /// A route with the default destination where it has no `route` key.
    fn filled(&self, mut route: Node) -> Result<Node, Diagnostic> {
        let span = route.span;
        let kind = route.kind();
        match &mut route.data {
            Data::Map(map) if !map.is_empty() => {
                if map.get("route").is_none() {
                    let destination = self.misplaced_destination()?;
                    map.insert(entry("route", list(vec![destination])));
                }
                Ok(route)
            }
            _ => Err(Diagnostic::error(
                codes::EMPTY_ROUTE,
                format!(
                    "a route must be a map with at least one key, but this is {}",
                    if kind == "a map" { "an empty one" } else { kind }
                ),
            )
            .at(span, "no route")
            .note("this helper version adds the default destination to it, and Helm stops when there is no map to add to")
            .help("write what the route matches: `- match: [{uri: {prefix: /}}]`")),
        }
    }

    fn default_route(&self) -> Result<Node, Diagnostic> {
        let mut route = HttpRoute::default();
        match self.facts.default_route {
            DefaultRoute::Named => {
                route.name = Some(DEFAULT_NAME.into());
                route.route = Some(vec![self.default_destination()?]);
            }
            DefaultRoute::FillsMissing => {
                let destination = self.misplaced_destination()?;
                route.set(entry("route", list(vec![destination])));
            }
        }
        Ok(route.to_node())
    }

    /// The first version printed the route's name among the fields of the destination.
    fn misplaced_destination(&self) -> Result<Node, Diagnostic> {
        let mut destination = self.default_destination()?;
        destination.set(entry("name", Node::string(DEFAULT_NAME, Span::NOWHERE)));
        Ok(destination.to_node())
    }

    fn default_destination(&self) -> Result<HttpRouteDestination, Diagnostic> {
        let host = self.scope.service_fqdn()?.paste(At::MapValue)?;
        let ports = self.scope.required_map(&self.facts.port_from)?;
        let what = format!("`{}`", ports.path_of("public_port"));
        let port = match ports.get("public_port") {
            Some(node) => Text::of(node, what).paste(At::MapValue)?,
            None => Node::null(),
        };
        let mut selector = PortSelector::default();
        selector.set(entry("number", port));
        let mut destination = Destination {
            port: Some(selector),
            ..Destination::default()
        };
        destination.set(entry("host", host));
        Ok(HttpRouteDestination {
            destination: Some(destination),
            ..HttpRouteDestination::default()
        })
    }

    fn cors_policy(&mut self) -> Result<Option<Node>, Diagnostic> {
        let Some(Cors { custom, base }) = &self.facts.cors else {
            return Ok(None);
        };
        if let Some(node) = self.ingress.truthy(custom) {
            let path = self.ingress.path_of(custom);
            return self.reprinted(node, &path).map(Some);
        }
        Ok(self.ingress.truthy(base).map(|_| base_policy().to_node()))
    }

    fn add_to_last(&mut self, routes: &mut [Node], policy: Node) -> Option<()> {
        let last = routes.last_mut()?;
        let span = last.span;
        match &mut last.data {
            Data::Map(map) if !map.is_empty() => {
                map.insert(entry("corsPolicy", policy));
                Some(())
            }
            _ => {
                self.problems.push(
                    Diagnostic::error(
                        codes::CORS_WITHOUT_ROUTE,
                        "the last route cannot take the CORS policy: it is no map with keys in it",
                    )
                    .at(span, "the CORS policy would be added here")
                    .also(policy.span, "asked for here")
                    .note("this helper version writes the policy behind the last route, and Helm stops when that is no map or an empty one")
                    .help("give the last route a key, such as `name`, or remove it"),
                );
                None
            }
        }
    }
}

/// The policy that `base_cors_policy` stands for.
fn base_policy() -> CorsPolicy {
    let words = |words: &[&str]| Some(words.iter().map(|&word| word.to_owned()).collect());
    CorsPolicy {
        allow_credentials: Some(false),
        allow_headers: words(&["Api-User-Agent"]),
        allow_methods: words(&["POST", "GET"]),
        allow_origins: Some(vec![StringMatch {
            exact: Some("*".into()),
            ..StringMatch::default()
        }]),
        ..CorsPolicy::default()
    }
}
