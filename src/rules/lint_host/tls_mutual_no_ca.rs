use crate::rules::prelude::*;

rule! {
    /// A Gateway that asks for certificates of clients, with nothing but a secret of its own.
    ///
    /// ## Why it matters
    /// It works only if the secret has a `ca.crt`, or a second one is called the same with `-cacert`
    /// behind it. Else every handshake fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: MUTUAL, credentialName: pad-tls}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1
    /// kind: Gateway
    /// metadata: {name: pad, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/xds/sds.go` and `pilot/pkg/credentials/kube/secrets.go`.
    Info 4160 "lint-tls-mutual-no-ca" Server(check) status Preview
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let mode = tls.text("mode").unwrap_or_default();
    let Some(secret) = tls.filled("credentialName") else {
        return;
    };
    let has_ca = tls.has("caCertificates") || tls.has("caCertCredentialName");
    if has_ca || !["MUTUAL", "OPTIONAL_MUTUAL"].contains(&mode) {
        return;
    }
    cx.report_key(
        tls,
        "mode",
        format!("`{mode}` needs the certificates that clients are checked against"),
    )
    .label("asks clients for a certificate")
    .note(format!(
        "without `ca.crt` in the secret `{secret}`, or a secret `{secret}-cacert`, every handshake fails"
    ))
    .help("see that one of the two is there");
}
