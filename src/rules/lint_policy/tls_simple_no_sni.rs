use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::edit;

rule! {
    /// TLS to a host outside the cluster without the name to ask for.
    ///
    /// ## Why it matters
    /// Without `sni` the gateway asks for the host of the client's request, which is the public name
    /// of the gateway, and expects a certificate for that name. A server elsewhere has another one:
    /// the connection fails, and clients see a 503.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.example.net, port: {number: 443}}}]
    ///   destinationRules:
    ///     - host: shop.example.net
    ///       trafficPolicy:
    ///         tls: {mode: SIMPLE, caCertificates: /etc/ssl/certs/ca.crt}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.example.net, port: {number: 443}}}]
    ///   destinationRules:
    ///     - host: shop.example.net
    ///       trafficPolicy:
    ///         tls: {mode: SIMPLE, caCertificates: /etc/ssl/certs/ca.crt, sni: shop.example.net}
    /// ```
    ///
    /// ## Fix
    /// Adds `sni` with the host of the DestinationRule, when asked for.
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/cluster_tls.go`, `setAutoSniAndAutoSanValidation`.
    Info 4365 "lint-tls-simple-no-sni" TrafficPolicy(check) changes objects
}

fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>) {
    let Some(tls) = policy.node.field("tls") else {
        return;
    };
    let host = policy.rule.spec.filled("host").unwrap_or_default();
    let is_external = host.contains('.') && !host.contains('*') && !host.contains(".svc");
    let is_silent = tls.filled("sni").is_none()
        && tls.items("subjectAltNames").is_empty()
        && tls.flag("insecureSkipVerify") != Some(true);
    let verifies = matches!(tls.text("mode"), Some("SIMPLE" | "MUTUAL"));
    if !(is_external && is_silent && verifies && is_reached(cx.objects, host)) {
        return;
    }
    let mode = tls.field("mode").unwrap_or(tls);
    let fix = edit::insert_entry(cx.sources, tls, "sni", host);
    let fix = fix.map(|edit| Fix::risky(format!("add `sni: {host}`"), vec![edit]));
    cx.report(
        mode,
        format!("the gateway does not ask `{host}` for its own name"),
    )
    .label("without `sni`")
    .note("it asks for the host of the client's request, and expects a certificate for that; where there is none, clients see a 503")
    .help(format!("say which name to ask for: `sni: {host}`"))
    .fix(fix);
}

/// Whether a route of a gateway leads there with the client's own host, under another name.
fn is_reached(objects: &[Object<'_>], host: &str) -> bool {
    let services = objects
        .iter()
        .filter(|object| object.kind == "VirtualService");
    let services = services.map(|object| VirtualService {
        object,
        spec: object.spec,
    });
    services
        .filter(|service| !service.is_mesh())
        .any(|service| {
            let is_other = service.hosts().iter().all(|own| own.as_str() != Some(host));
            is_other
                && service.routes().any(|route| {
                    let is_rewritten = route.node.at(&["rewrite", "authority"]).is_some();
                    let mut destinations = route.destinations().into_iter();
                    !is_rewritten
                        && !changes_headers(route)
                        && destinations.any(|to| to.node.text("host") == Some(host))
                })
        })
}

/// Headers of requests may set the host, too.
fn changes_headers(route: HttpRoute<'_>) -> bool {
    route
        .header_operations()
        .iter()
        .any(|operation| operation.on_request)
}
