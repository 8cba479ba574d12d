use super::tls::is_set;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A server with certificates from more than one source.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, serverCertificate: /etc/tls/tls.crt, privateKey: /etc/tls/tls.key, credentialName: pad-tls}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateTLSOptions
    Error 3128 "gw-tls-one-cert-source" Server(check) since 27
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    // The rule about the certificates of the mesh speaks of them instead.
    if tls.text("mode") == Some("ISTIO_MUTUAL") {
        return;
    }
    let inline = is_set(tls, "serverCertificate") && is_set(tls, "privateKey");
    let others = ["credentialName", "credentialNames", "tlsCertificates"];
    let mut sources: Vec<&str> = others.into_iter().filter(|key| is_set(tls, key)).collect();
    if inline {
        sources.push("serverCertificate");
    }
    if let [first, second, ..] = sources.as_slice() {
        cx.report_key(
            tls,
            second,
            format!("the certificate is given twice: by `{first}` and by `{second}`"),
        )
        .label("a second source")
        .note(refused::GATEWAY)
        .help("keep one of them");
    }
}
