//! The parts of objects that rules look at, each with what stands around it.

use super::object::Object;
use super::read::Read;
use crate::yaml::{Entry, Node};

/// A server of a Gateway.
#[derive(Clone, Copy, Debug)]
pub struct Server<'a> {
    /// The server.
    pub node: &'a Node,
}

/// A VirtualService.
#[derive(Clone, Copy, Debug)]
pub struct VirtualService<'a> {
    /// The object.
    pub object: &'a Object<'a>,
    /// Its `spec`.
    pub spec: &'a Node,
}

/// An HTTP route.
#[derive(Clone, Copy, Debug)]
pub struct HttpRoute<'a> {
    /// Its VirtualService.
    pub service: VirtualService<'a>,
    /// The route.
    pub node: &'a Node,
    /// Its position.
    pub index: usize,
}

/// An item of an HTTP route's `match`.
#[derive(Clone, Copy, Debug)]
pub struct HttpMatch<'a> {
    /// Its route.
    pub route: HttpRoute<'a>,
    /// The item.
    pub node: &'a Node,
}

/// A condition on a text.
#[derive(Clone, Copy, Debug)]
pub struct StringMatch<'a> {
    /// Its route.
    pub route: HttpRoute<'a>,
    /// The item of `match` that it belongs to; `None` for the origins of a CORS policy.
    pub matches: Option<HttpMatch<'a>>,
    /// What the text is.
    pub subject: Subject<'a>,
    /// The condition, normally a map of `exact`, `prefix` or `regex`.
    pub node: &'a Node,
}

/// What a condition on a text looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// The path of the request.
    Uri,
    /// `http` or `https`.
    Scheme,
    /// The method.
    Method,
    /// The host, with its port.
    Authority,
    /// A header.
    Header(&'a str),
    /// A header that must not match.
    WithoutHeader(&'a str),
    /// A query parameter.
    QueryParam(&'a str),
    /// The origin of a browser's request.
    Origin,
}

/// A service that requests, connections or copies of requests go to.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// Its VirtualService.
    pub service: VirtualService<'a>,
    /// Its HTTP route; `None` in TLS and TCP routes.
    pub route: Option<HttpRoute<'a>>,
    /// What goes there.
    pub role: Role,
    /// The destination with `host`, `subset` and `port`.
    pub node: &'a Node,
}

/// What goes to a destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Requests of an HTTP route.
    Route,
    /// Copies, from `mirror`.
    Mirror,
    /// Copies, from an item of `mirrors`.
    Mirrors,
    /// TLS connections.
    Tls,
    /// TCP connections.
    Tcp,
}

/// A header that is set, added or removed.
#[derive(Clone, Copy, Debug)]
pub struct HeaderOperation<'a> {
    /// Whether it changes requests; else answers.
    pub on_request: bool,
    /// What is done.
    pub operation: Operation<'a>,
    /// The map of `set` and `add`, the list of `remove`.
    pub holder: &'a Node,
}

/// What is done to a header.
#[derive(Clone, Copy, Debug)]
pub enum Operation<'a> {
    /// Its value is replaced.
    Set(&'a Entry),
    /// A value is added.
    Add(&'a Entry),
    /// It is removed.
    Remove(&'a Node),
}

/// A traffic policy.
#[derive(Clone, Copy, Debug)]
pub struct TrafficPolicy<'a> {
    /// Its DestinationRule.
    pub rule: &'a Object<'a>,
    /// The policy.
    pub node: &'a Node,
    /// What it holds for.
    pub level: Level,
    /// The policy that a policy of a port stands in.
    pub outer: Option<&'a Node>,
}

/// What a traffic policy holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The whole service.
    Rule,
    /// The subset at this position.
    Subset(usize),
    /// The port at this position of `portLevelSettings`, of the rule or of a subset.
    Port(usize),
}

impl<'a> VirtualService<'a> {
    /// Its hosts.
    #[must_use]
    pub fn hosts(&self) -> &'a [Node] {
        self.spec.items("hosts")
    }

    /// Its gateways.
    #[must_use]
    pub fn gateways(&self) -> &'a [Node] {
        self.spec.items("gateways")
    }

    /// Whether it holds inside the mesh: without gateways, or with `mesh` among them.
    #[must_use]
    pub fn is_mesh(&self) -> bool {
        let gateways = self.gateways();
        gateways.is_empty() || gateways.iter().any(|node| node.as_str() == Some("mesh"))
    }

    /// Its HTTP routes that are maps.
    pub fn routes(self) -> impl Iterator<Item = HttpRoute<'a>> {
        let routes = self.spec.items("http").iter().enumerate();
        routes
            .filter(|(_, node)| node.as_map().is_some())
            .map(move |(index, node)| HttpRoute {
                service: self,
                node,
                index,
            })
    }
}

impl<'a> HttpRoute<'a> {
    /// The items of its `match` that are maps.
    pub fn matches(self) -> impl Iterator<Item = HttpMatch<'a>> {
        let items = self.node.items("match").iter();
        items
            .filter(|node| node.as_map().is_some())
            .map(move |node| HttpMatch { route: self, node })
    }

    /// Whether it stands for the routes of another VirtualService.
    #[must_use]
    pub fn is_root(&self) -> bool {
        !self.service.hosts().is_empty() && self.node.has("delegate")
    }

    /// How to speak of it: by its name, else by its position from 1.
    #[must_use]
    pub fn called(&self) -> String {
        match self.node.filled("name") {
            Some(name) => format!("route `{name}`"),
            None => format!("route {}", self.index + 1),
        }
    }

    /// Every condition on a text in it.
    pub(super) fn string_matches(self) -> Vec<StringMatch<'a>> {
        let mut found = Vec::new();
        let fixed = [
            ("uri", Subject::Uri),
            ("scheme", Subject::Scheme),
            ("method", Subject::Method),
            ("authority", Subject::Authority),
        ];
        for matches in self.matches() {
            let mut add = |subject, node| {
                found.push(StringMatch {
                    route: self,
                    matches: Some(matches),
                    subject,
                    node,
                });
            };
            for (key, subject) in fixed {
                if let Some(node) = matches.node.field(key) {
                    add(subject, node);
                }
            }
            for entry in matches.node.entries_of("headers") {
                add(Subject::Header(&entry.key), &entry.value);
            }
            for entry in matches.node.entries_of("withoutHeaders") {
                add(Subject::WithoutHeader(&entry.key), &entry.value);
            }
            for entry in matches.node.entries_of("queryParams") {
                add(Subject::QueryParam(&entry.key), &entry.value);
            }
        }
        let policy = self.node.field("corsPolicy");
        let origins = policy.map(|policy| policy.items("allowOrigins"));
        found.extend(origins.unwrap_or_default().iter().map(|node| StringMatch {
            route: self,
            matches: None,
            subject: Subject::Origin,
            node,
        }));
        found
    }

    /// Every destination in it, copies included.
    pub(super) fn destinations(self) -> Vec<Destination<'a>> {
        let destination = |role, node| Destination {
            service: self.service,
            route: Some(self),
            role,
            node,
        };
        let listed = |key, role| {
            let items = self.node.items(key).iter();
            items.filter_map(move |holder| Some(destination(role, holder.field("destination")?)))
        };
        let mirror = self.node.field("mirror");
        listed("route", Role::Route)
            .chain(mirror.map(|node| destination(Role::Mirror, node)))
            .chain(listed("mirrors", Role::Mirrors))
            .collect()
    }

    /// Every header that it or one of its destinations changes.
    pub(super) fn header_operations(self) -> Vec<HeaderOperation<'a>> {
        let mut found = Vec::new();
        let holders = [self.node].into_iter().chain(self.node.items("route"));
        for holder in holders {
            let Some(headers) = holder.field("headers") else {
                continue;
            };
            for (key, on_request) in [("request", true), ("response", false)] {
                let Some(changes) = headers.field(key) else {
                    continue;
                };
                let mut add = |operation, holder| {
                    found.push(HeaderOperation {
                        on_request,
                        operation,
                        holder,
                    });
                };
                for entry in changes.entries_of("set") {
                    add(
                        Operation::Set(entry),
                        changes.field("set").unwrap_or(changes),
                    );
                }
                for entry in changes.entries_of("add") {
                    add(
                        Operation::Add(entry),
                        changes.field("add").unwrap_or(changes),
                    );
                }
                for node in changes.items("remove") {
                    add(
                        Operation::Remove(node),
                        changes.field("remove").unwrap_or(changes),
                    );
                }
            }
        }
        found
    }
}

impl<'a> StringMatch<'a> {
    /// The text of `exact`, if it is written.
    #[must_use]
    pub fn exact(&self) -> Option<&'a str> {
        self.node.text("exact")
    }

    /// The text of `prefix`, if it is written.
    #[must_use]
    pub fn prefix(&self) -> Option<&'a str> {
        self.node.text("prefix")
    }

    /// The text of `regex`, if it is written.
    #[must_use]
    pub fn regex(&self) -> Option<&'a str> {
        self.node.text("regex")
    }
}

impl Subject<'_> {
    /// How to speak of it: `the path`, ``the header `x-id` ``.
    #[must_use]
    pub fn called(&self) -> String {
        match self {
            Subject::Uri => "the path".to_owned(),
            Subject::Scheme => "the scheme".to_owned(),
            Subject::Method => "the method".to_owned(),
            Subject::Authority => "the host".to_owned(),
            Subject::Header(name) | Subject::WithoutHeader(name) => format!("the header `{name}`"),
            Subject::QueryParam(name) => format!("the query parameter `{name}`"),
            Subject::Origin => "the origin".to_owned(),
        }
    }
}

impl<'a> HeaderOperation<'a> {
    /// The name of the header; empty when what stands there is no text.
    #[must_use]
    pub fn name(&self) -> &'a str {
        match self.operation {
            Operation::Set(entry) | Operation::Add(entry) => &entry.key,
            Operation::Remove(node) => node.as_str().unwrap_or(""),
        }
    }

    /// The new value, of `set` and `add`.
    #[must_use]
    pub fn value(&self) -> Option<&'a Node> {
        match self.operation {
            Operation::Set(entry) | Operation::Add(entry) => Some(&entry.value),
            Operation::Remove(_) => None,
        }
    }
}

/// The destinations of TLS and TCP routes.
pub(super) fn connections<'a>(service: VirtualService<'a>) -> Vec<Destination<'a>> {
    let mut found = Vec::new();
    for (key, role) in [("tls", Role::Tls), ("tcp", Role::Tcp)] {
        for route in service.spec.items(key) {
            for holder in route.items("route") {
                found.extend(holder.field("destination").map(|node| Destination {
                    service,
                    route: None,
                    role,
                    node,
                }));
            }
        }
    }
    found
}

/// Every traffic policy of a DestinationRule.
pub(super) fn policies<'a>(rule: &'a Object<'a>) -> Vec<TrafficPolicy<'a>> {
    let mut found = Vec::new();
    let mut add = |node: &'a Node, level| {
        let policy = |node, level, outer| TrafficPolicy {
            rule,
            node,
            level,
            outer,
        };
        found.push(policy(node, level, None));
        let ports = node.items("portLevelSettings").iter().enumerate();
        let ports = ports.filter(|(_, port)| port.as_map().is_some());
        found.extend(ports.map(|(index, port)| policy(port, Level::Port(index), Some(node))));
    };
    if let Some(node) = rule.spec.field("trafficPolicy") {
        add(node, Level::Rule);
    }
    for (index, subset) in rule.spec.items("subsets").iter().enumerate() {
        if let Some(node) = subset.field("trafficPolicy") {
            add(node, Level::Subset(index));
        }
    }
    found
}
