use crate::rules::prelude::*;

rule! {
    /// A condition on the pod that a request comes from, at a gateway.
    ///
    /// ## Why it matters
    /// At a gateway the pod is the gateway itself, never the client behind it. The condition
    /// practically never holds, so requests fall through to a later route or get a 404.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, sourceNamespace: monitoring}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   gatewayHosts: [shop.example.org]
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: shop.demo.svc.cluster.local, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/model/virtualservice.go`, `pilot/pkg/networking/core/route/route.go`,
    /// source conditions are compared with the proxy.
    Warning 4404 "xref-source-match-gateway" HttpMatch(check)
}

fn check(cx: &mut Context<'_>, matches: &HttpMatch<'_>) {
    let service = matches.route.service;
    if service.is_mesh() || service.hosts().is_empty() {
        return;
    }
    let namespace = matches.node.filled("sourceNamespace");
    if namespace.is_some_and(|namespace| !may_be_gateway(namespace)) {
        tell(cx, matches, "sourceNamespace");
    }
    let labels = matches.node.entries_of("sourceLabels");
    let is_client = |value: Option<&str>| value.is_some_and(|value| !may_be_gateway(value));
    if labels.iter().any(|label| is_client(label.value.as_str())) {
        tell(cx, matches, "sourceLabels");
    }
}

/// Whether a text sounds like the pods of a gateway.
fn may_be_gateway(text: &str) -> bool {
    ["istio", "gateway", "ingress"]
        .iter()
        .any(|word| text.contains(word))
}

fn tell(cx: &mut Context<'_>, matches: &HttpMatch<'_>, key: &str) {
    cx.report_key(
        matches.node,
        key,
        format!("`{key}` looks at the gateway, not at the client"),
    )
    .label("never holds")
    .note("at a gateway every request comes from the gateway's own pods, so none gets here")
    .help("remove it; to tell clients apart use a header, or an AuthorizationPolicy");
}
