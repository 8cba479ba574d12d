//! The settings of a route that count only where a service is asked. That they have no effect on
//! redirects and direct responses is told by a rule of its own.

use crate::rules::prelude::*;
use crate::yaml::Node;

/// The retries of a route that asks a service.
pub fn retries<'a>(route: &HttpRoute<'a>) -> Option<&'a Node> {
    setting(route, "retries")
}

/// The time limit of a route that asks a service.
pub fn timeout<'a>(route: &HttpRoute<'a>) -> Option<&'a Node> {
    setting(route, "timeout")
}

fn setting<'a>(route: &HttpRoute<'a>, key: &str) -> Option<&'a Node> {
    let answers = route.node.has("redirect") || route.node.has("directResponse");
    route.node.field(key).filter(|_| !answers)
}
