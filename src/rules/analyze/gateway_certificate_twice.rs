use super::gateways;
use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// Two Gateways of a chart with the same certificate on the same pods (IST0138).
    ///
    /// ## Why it matters
    /// A browser uses one HTTP/2 connection for all hosts of a certificate. Requests for the hosts of the second
    /// Gateway come in on a connection to the first, which answers them with 404.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: example}
    /// ---
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: paste, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [paste.example.org]
    ///       tls: {mode: SIMPLE, credentialName: example}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad}
    /// ---
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: paste, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [paste.example.org]
    ///       tls: {mode: SIMPLE, credentialName: paste}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/analysis/analyzers/gateway/certificate.go`.
    Warning 3656 "gateway-certificate-twice" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    for (earlier, later) in gateways::pairs(chart) {
        if !gateways::is_wider(earlier, later) && !gateways::is_wider(later, earlier) {
            continue;
        }
        let shared = gateways::servers(earlier, later)
            .into_iter()
            .find_map(|(one, other)| same_certificate(one.field("tls")?, other.field("tls")?));
        let Some((first, second)) = shared else {
            continue;
        };
        let place = cx.span(first);
        let message = format!(
            "the Gateways `{}` and `{}` serve the same certificate",
            earlier.name, later.name
        );
        cx.report(second, message)
            .label("a second time")
            .also(place, "the first time")
            .note("browsers share one connection for all hosts of a certificate: requests for one Gateway meet the other, and get 404")
            .note("`istioctl analyze` warns of it as IST0138")
            .help("put the hosts into one Gateway, or give each its own certificate");
    }
}

/// Where two servers name the same certificate.
fn same_certificate<'a>(one: &'a Node, other: &'a Node) -> Option<(&'a Node, &'a Node)> {
    let same = |key: &str| {
        let name = one.filled(key)?;
        (other.filled(key) == Some(name)).then_some(())?;
        Some((one.field(key)?, other.field(key)?))
    };
    if one.filled("credentialName").is_some() || other.filled("credentialName").is_some() {
        return same("credentialName");
    }
    same("privateKey").and(same("serverCertificate"))
}
