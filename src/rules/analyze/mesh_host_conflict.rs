use crate::istio::syntax::host::hosts_match;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// Two VirtualServices of a chart for the same host inside the mesh (IST0109).
    ///
    /// A VirtualService without `gateways`, or with `mesh` among them, holds for the sidecars.
    ///
    /// ## Why it matters
    /// A sidecar takes one of the two and ignores the other: some of the routes never get a request.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   http:
    ///     - route: [{destination: {host: pad, port: {number: 8080}}}]
    /// ---
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: pad-new, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   http:
    ///     - route: [{destination: {host: pad, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   hosts: [pad.example.org]
    ///   http:
    ///     - route: [{destination: {host: pad, port: {number: 8080}}}]
    /// ---
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: VirtualService
    /// metadata: {name: paste, namespace: demo}
    /// spec:
    ///   hosts: [paste.example.org]
    ///   http:
    ///     - route: [{destination: {host: pad, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/analysis/analyzers/virtualservice/conflictingmeshgatewayhosts.go`.
    Error 3652 "mesh-host-conflict" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let services: Vec<VirtualService<'_>> = chart
        .virtual_services()
        .filter(|service| service.is_mesh())
        .collect();
    for (index, later) in services.iter().enumerate() {
        let earlier = services.get(..index).unwrap_or_default();
        let clash = earlier.iter().find_map(|earlier| {
            let hosts = clashing(earlier, later)?;
            Some((earlier, hosts))
        });
        let Some((earlier, (first, second))) = clash else {
            continue;
        };
        let place = cx.span(first);
        let host = second.as_str().unwrap_or("");
        cx.report(
            second,
            format!(
                "two VirtualServices of the mesh are for `{host}`: `{}` and `{}`",
                earlier.object.name, later.object.name
            ),
        )
        .label("a second one")
        .also(place, "the first one")
        .note("a sidecar takes one of the two and ignores the other; `istioctl analyze` calls this IST0109")
        .help("put the routes into one VirtualService, or name a gateway in `gateways`");
    }
}

/// A host of each that sidecars of one namespace would see twice.
fn clashing<'a>(
    one: &VirtualService<'a>,
    other: &VirtualService<'a>,
) -> Option<(&'a Node, &'a Node)> {
    let (own, others) = (scopes(one), scopes(other));
    for first in one.hosts() {
        for second in other.hosts() {
            let (Some(a), Some(b)) = (first.as_str(), second.as_str()) else {
                continue;
            };
            let a = whole(a, one.object.namespace);
            let b = whole(b, other.object.namespace);
            let clashes = match (&own, &others) {
                (None, None) => a == b,
                (Some(own), Some(others)) => {
                    a == b && own.iter().any(|scope| others.contains(scope))
                }
                _ => hosts_match(&a, &b),
            };
            if clashes {
                return Some((first, second));
            }
        }
    }
    None
}

/// The namespaces that see a VirtualService; `None` for all.
fn scopes<'a>(service: &VirtualService<'a>) -> Option<Vec<&'a str>> {
    let entries: Vec<&str> = service
        .spec
        .items("exportTo")
        .iter()
        .filter_map(Node::as_str)
        .collect();
    if entries.is_empty() || entries.contains(&"*") {
        return None;
    }
    let own = service.object.namespace;
    Some(
        entries
            .into_iter()
            .map(|entry| if entry == "." { own } else { entry })
            .collect(),
    )
}

/// The whole name of a host: one without a dot means a service in the own namespace.
fn whole(host: &str, own: &str) -> String {
    if host.starts_with('*') || host.contains('.') {
        host.to_owned()
    } else {
        format!("{host}.{own}.svc.cluster.local")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::found;
    fn pair(one: &str, other: &str) -> String {
        let object = |name: &str, spec: &str| {
            format!(
                "kind: VirtualService\nmetadata: {{name: {name}, namespace: demo}}\nspec: {{{spec}}}\n"
            )
        };
        format!("{}---\n{}", object("one", one), object("other", other))
    }

    #[test]
    fn a_host_that_some_namespaces_see_clashes_with_a_wildcard_that_all_see() {
        let narrow = "hosts: [a.org], exportTo: [.]";
        assert_eq!(found(&pair(narrow, "hosts: ['*.org']"), &RULE).len(), 1);
        assert!(found(&pair(narrow, "hosts: ['*.org'], exportTo: [shop]"), &RULE).is_empty());
        assert!(found(&pair("hosts: [a.org]", "hosts: ['*.org']"), &RULE).is_empty());
        assert_eq!(
            found(
                &pair("hosts: [a]", "hosts: [a.demo.svc.cluster.local]"),
                &RULE
            )
            .len(),
            1
        );
        assert!(
            found(
                &pair("hosts: [a.org], gateways: [gw]", "hosts: [a.org]"),
                &RULE
            )
            .is_empty()
        );
    }
}
