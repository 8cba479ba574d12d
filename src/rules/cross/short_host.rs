use crate::rules::prelude::*;

rule! {
    /// A DestinationRule for a service with its namespace, but without the domain of the cluster.
    ///
    /// ## Why it matters
    /// Istio completes names without any dot only. A name with a dot is taken as it is, and no
    /// service is called `shop.demo` or `shop.demo.svc`: TLS, load balancing and limits of this rule
    /// apply to nothing, and a service that expects TLS is asked in plain HTTP.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop.demo.svc.cluster.local, port: 8080}
    ///   destinationRules:
    ///     - host: shop.demo.svc
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   service: {host: shop.demo.svc.cluster.local, port: 8080}
    ///   destinationRules:
    ///     - host: shop.demo.svc.cluster.local
    ///       trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/model.go`, short names of hosts.
    Warning 4406 "xref-short-host" DestinationRule(check)
}

/// Domains that are a word which a namespace may have, too. Other short ones are as short.
const DOMAINS: [&str; 16] = [
    "blog", "cloud", "games", "info", "internal", "live", "local", "media", "news", "online",
    "shop", "site", "store", "tech", "test", "tools",
];

fn check(cx: &mut Context<'_>, rule: &Object<'_>) {
    let Some(node) = rule.spec.field("host") else {
        return;
    };
    let Some(host) = node.as_str() else { return };
    let Some(full) = meant(host, rule.namespace) else {
        return;
    };
    cx.report(node, format!("`{host}` is no complete name of a service"))
        .label("has a dot, so Istio does not complete it")
        .note("no service has this name, so what the rule says applies to nothing")
        .help(format!("write `{full}.cluster.local`"));
}

/// The name up to the domain of the cluster, if it is surely one of a service.
fn meant(host: &str, namespace: &str) -> Option<String> {
    let (name, rest) = host.split_once('.')?;
    if rest
        .strip_suffix(".svc")
        .is_some_and(|own| !own.contains('.'))
    {
        return Some(host.to_owned());
    }
    // `shop.demo` may be a host of the internet where `demo` is a domain, too.
    let is_domain = namespace.len() < 4 || DOMAINS.contains(&namespace);
    (rest == namespace && !is_domain).then(|| format!("{name}.{namespace}.svc"))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn what_may_be_a_host_of_the_internet_is_left_alone() {
        for (host, namespace) in [
            ("shop", "demo"),
            ("shop.dev", "dev"),
            ("acme.cloud", "cloud"),
            ("shop.example.org", "demo"),
            ("shop.demo.svc.cluster.local", "demo"),
            ("*.demo.svc.cluster.local", "demo"),
            ("a.b.c.svc", "demo"),
        ] {
            assert_eq!(meant(host, namespace), None, "{host}");
        }
    }

    #[test]
    fn a_service_with_its_namespace_is_no_complete_name() {
        assert_eq!(meant("shop.demo", "demo").as_deref(), Some("shop.demo.svc"));
        assert_eq!(
            meant("shop.other.svc", "demo").as_deref(),
            Some("shop.other.svc")
        );
    }
}
