//! The weights of destinations, in routes of every kind.

use crate::rules::common::whole;
use crate::rules::prelude::*;
use crate::yaml::Node;

/// The lists of destinations of a VirtualService: those of HTTP, TLS and TCP routes.
pub(super) fn lists<'a>(service: &VirtualService<'a>) -> impl Iterator<Item = &'a Node> {
    let spec = service.spec;
    let routes = ["http", "tls", "tcp"]
        .into_iter()
        .flat_map(move |key| spec.items(key));
    routes.filter_map(|route| route.field("route"))
}

/// The weight of a destination, 0 where there is none; `None` for what is no weight at all.
pub(super) fn weight(destination: &Node) -> Option<i32> {
    let Some(node) = destination.field("weight") else {
        return Some(0);
    };
    whole::signed(node)
}
