//! The routes of a VirtualService.

use serde::Serialize;

use super::service::Resolver;
use crate::istio::VirtualServiceSpec;
use crate::istio::http_route::{self, HttpRoute};
use crate::istio::message::Field;
use crate::istio::virtual_service::RouteDestination;
use crate::yaml::Node;

/// A route of a VirtualService.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Route {
    /// Its name.
    pub name: Option<String>,
    /// `http`, `tls` or `tcp`.
    pub protocol: &'static str,
    /// Its conditions as in Istio's `match`; empty when it takes everything.
    #[cfg_attr(feature = "json-schema", schemars(schema_with = "super::schema::maps"))]
    pub matches: Vec<Node>,
    /// The services that requests go to.
    pub destinations: Vec<Destination>,
    /// The services that get a copy.
    pub mirrors: Vec<Destination>,
    /// The redirect that it answers with instead.
    pub redirect: Option<Redirect>,
    /// What it changes on the way.
    pub rewrite: Option<Rewrite>,
    /// The status that it answers with by itself.
    pub direct_response: Option<u32>,
    /// How long the whole answer may take, `15s`.
    pub timeout: Option<String>,
}

/// A service that requests of a route go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Destination {
    /// The service as the route names it.
    pub host: String,
    /// The name of the service, if it is one of this cluster.
    pub name: Option<String>,
    /// Its namespace, if it is one of this cluster.
    pub namespace: Option<String>,
    /// The port of the service.
    pub port: Option<u32>,
    /// A group of its pods.
    pub subset: Option<String>,
    /// Its share of the requests.
    pub weight: Option<i32>,
}

/// Where a route sends clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Redirect {
    /// The new scheme.
    pub scheme: Option<String>,
    /// The new host.
    pub authority: Option<String>,
    /// The new path.
    pub uri: Option<String>,
    /// The new port.
    pub port: Option<u32>,
    /// The status, 301 when absent.
    pub code: u32,
}

/// What a route changes on the way to the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Rewrite {
    /// The host that the service sees.
    pub authority: Option<String>,
    /// What replaces the prefix that matched, or the whole path.
    pub uri: Option<String>,
}

/// Every route of a VirtualService: HTTP, then TLS, then TCP.
pub(super) fn routes(spec: &VirtualServiceSpec, resolver: &Resolver<'_>) -> Vec<Route> {
    let mut routes = Vec::new();
    for route in spec.http.iter().flatten() {
        routes.push(of_http(route, resolver));
    }
    for route in spec.tls.iter().flatten() {
        let matches = route.matches.iter().flatten();
        let matches = matches.map(|condition| condition.to_node()).collect();
        routes.push(of_connections("tls", matches, &route.route, resolver));
    }
    for route in spec.tcp.iter().flatten() {
        let matches = route.matches.iter().flatten();
        let matches = matches.map(|condition| condition.to_node()).collect();
        routes.push(of_connections("tcp", matches, &route.route, resolver));
    }
    routes
}

fn of_http(route: &HttpRoute, resolver: &Resolver<'_>) -> Route {
    let matches = route.matches.iter().flatten();
    let destinations = route.route.iter().flatten();
    let destinations = destinations.filter_map(|item| {
        let destination = item.destination.as_ref()?;
        of_destination(destination, item.weight, resolver)
    });
    let mirrors = route.mirrors.iter().flatten();
    let mirrors = mirrors.filter_map(|item| item.destination.as_ref());
    let mirrors = route.mirror.iter().chain(mirrors);
    Route {
        name: route.name.clone(),
        protocol: "http",
        matches: matches.map(|condition| condition.to_node()).collect(),
        destinations: destinations.collect(),
        mirrors: mirrors
            .filter_map(|destination| of_destination(destination, None, resolver))
            .collect(),
        redirect: route.redirect.as_ref().map(|redirect| Redirect {
            scheme: redirect.scheme.clone(),
            authority: redirect.authority.clone(),
            uri: redirect.uri.clone(),
            port: redirect.port,
            code: redirect.redirect_code.unwrap_or(301),
        }),
        rewrite: route.rewrite.as_ref().map(|rewrite| Rewrite {
            authority: rewrite.authority.clone(),
            uri: rewrite.uri.clone(),
        }),
        direct_response: route.direct_response.as_ref().and_then(|own| own.status),
        timeout: route.timeout.clone(),
    }
}

fn of_connections(
    protocol: &'static str,
    matches: Vec<Node>,
    destinations: &Option<Vec<RouteDestination>>,
    resolver: &Resolver<'_>,
) -> Route {
    let destinations = destinations.iter().flatten().filter_map(|item| {
        let destination = item.destination.as_ref()?;
        of_destination(destination, item.weight, resolver)
    });
    Route {
        name: None,
        protocol,
        matches,
        destinations: destinations.collect(),
        mirrors: Vec::new(),
        redirect: None,
        rewrite: None,
        direct_response: None,
        timeout: None,
    }
}

fn of_destination(
    destination: &http_route::Destination,
    weight: Option<i32>,
    resolver: &Resolver<'_>,
) -> Option<Destination> {
    let host = destination.host.clone()?;
    let (name, namespace) = resolver.split(&host).unzip();
    Some(Destination {
        host,
        name,
        namespace,
        port: destination.port.as_ref().and_then(|port| port.number),
        subset: destination.subset.clone(),
        weight,
    })
}
