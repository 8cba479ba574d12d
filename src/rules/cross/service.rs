//! Which service a host means, and where the routes of a chart lead.

use crate::rules::prelude::*;
use crate::rules::view;

/// The same text for every way to write the same service: a name without a dot means the own
/// namespace, any other is taken as it is (istio 1.30: pkg/config/model.go, short names).
pub(in crate::rules) fn resolved(host: &str, namespace: &str) -> String {
    match parts(host) {
        Some((name, namespace)) => format!("{name}.{namespace}.svc."),
        None if host.contains(['.', '*']) => host.to_owned(),
        None => format!("{host}.{namespace}.svc."),
    }
}

/// The namespace in `NAME.NAMESPACE.svc.DOMAIN`.
pub(in crate::rules) fn namespace(host: &str) -> Option<&str> {
    parts(host).map(|(_, namespace)| namespace)
}

fn parts(host: &str) -> Option<(&str, &str)> {
    let (name, rest) = host.split_once('.')?;
    let (namespace, rest) = rest.split_once('.')?;
    let domain = rest.strip_prefix("svc.")?;
    (!domain.is_empty()).then_some((name, namespace))
}

/// Every destination of the chart's routes.
pub(in crate::rules) fn destinations<'a>(chart: &Chart<'a>) -> Vec<Destination<'a>> {
    let services = chart.virtual_services();
    services
        .flat_map(|service| {
            let routes = service.routes().flat_map(HttpRoute::destinations);
            routes.chain(view::connections(service)).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_dot_is_in_the_own_namespace() {
        let long = resolved("shop.demo.svc.cluster.local", "other");
        assert_eq!(resolved("shop", "demo"), long);
        assert_ne!(resolved("shop", "other"), long);
    }

    #[test]
    fn everything_else_is_taken_as_it_is() {
        for host in ["shop.demo", "shop.demo.svc", "shop.example.org", "*"] {
            assert_eq!(resolved(host, "demo"), host);
            assert_eq!(namespace(host), None, "{host}");
        }
        assert_eq!(namespace("*.demo.svc.cluster.local"), Some("demo"));
    }
}
