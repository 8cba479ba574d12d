use super::tls::{CERTIFICATES, is_passed_through, is_set};
use crate::rules::prelude::*;

rule! {
    /// A certificate on a server that passes TLS through.
    ///
    /// ## Why it matters
    /// The gateway does not terminate TLS, so that the certificate is never shown, and HTTP routes
    /// do not apply. That also holds when `mode` is merely left out: `PASSTHROUGH` is its default.
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
    ///       tls: {credentialName: pad-tls}
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
    Warning 3127 "gw-passthrough-certs" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let given = CERTIFICATES
        .into_iter()
        .chain(["caCrl"])
        .find(|key| is_set(tls, key));
    let Some(key) = given.filter(|_| is_passed_through(tls)) else {
        return;
    };
    let mode = tls.text("mode");
    let finding = cx
        .report_key(tls, key, format!("`{key}` is not used: this server passes TLS through"))
        .note("TLS is not terminated here: the certificate is never shown, and HTTP routes do not apply");
    match mode {
        Some(mode) => finding
            .label(format!("without effect with `mode: {mode}`"))
            .help(format!(
                "write `mode: SIMPLE` to terminate TLS, or remove `{key}`"
            )),
        None => finding
            .label("`mode` is missing, and its default is `PASSTHROUGH`")
            .help("add `mode: SIMPLE`"),
    };
}
