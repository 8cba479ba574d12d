//! The TLS and TCP routes of a VirtualService, and the conditions in them.

use crate::rules::prelude::*;
use crate::yaml::Node;

/// The TLS routes that are maps.
pub(super) fn tls<'a>(service: &VirtualService<'a>) -> impl Iterator<Item = &'a Node> {
    of_kind(service, "tls")
}

/// The TLS and the TCP routes that are maps, with what their connections are called.
pub(super) fn all<'a>(
    service: &VirtualService<'a>,
) -> impl Iterator<Item = (&'static str, &'a Node)> {
    let tls = of_kind(service, "tls").map(|route| ("TLS", route));
    tls.chain(of_kind(service, "tcp").map(|route| ("TCP", route)))
}

/// The conditions of the TLS and the TCP routes that are maps.
pub(super) fn matches<'a>(service: &VirtualService<'a>) -> impl Iterator<Item = &'a Node> {
    let items = all(service).flat_map(|(_, route)| route.items("match"));
    items.filter(|item| item.as_map().is_some())
}

fn of_kind<'a>(service: &VirtualService<'a>, key: &str) -> impl Iterator<Item = &'a Node> {
    let routes = service.spec.items(key).iter();
    routes.filter(|route| route.as_map().is_some())
}
