//! Where a destination leads.

use crate::rules::prelude::*;
use crate::yaml::Node;

/// A destination with its whole name; two that are equal lead to the same pods.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target<'a> {
    host: String,
    subset: &'a str,
    port: Option<f64>,
}

impl<'a> Target<'a> {
    /// The target of a destination in a namespace; `None` when it has no host.
    pub fn of(destination: &'a Node, namespace: &str) -> Option<Self> {
        let host = destination.filled("host")?;
        Some(Target {
            host: whole_name(host, namespace),
            subset: destination.text("subset").unwrap_or_default(),
            port: destination
                .field("port")
                .and_then(|port| port.number("number")),
        })
    }
}

/// The name that Istio makes of a host: one without a dot is a service of the namespace.
pub(super) fn whole_name(host: &str, namespace: &str) -> String {
    if host.contains('.') || host.starts_with('*') {
        host.to_owned()
    } else {
        format!("{host}.{namespace}.svc.cluster.local")
    }
}
