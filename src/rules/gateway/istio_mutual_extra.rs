use super::tls::{CERTIFICATES, is_set};
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A certificate of its own on a server that uses the certificates of the mesh.
    ///
    /// ## Why it matters
    /// Istio refuses the Gateway, and the deploy fails: with `ISTIO_MUTUAL` the gateway shows the
    /// certificate that Istio issued to it.
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
    ///       tls: {mode: ISTIO_MUTUAL, credentialName: pad-tls}
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
    ///       tls: {mode: ISTIO_MUTUAL}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateTLSOptions
    Error 3126 "gw-istio-mutual-extra" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    if tls.text("mode") != Some("ISTIO_MUTUAL") {
        return;
    }
    for key in CERTIFICATES.into_iter().filter(|key| is_set(tls, key)) {
        cx.report_key(
            tls,
            key,
            format!("`{key}` has no place beside `mode: ISTIO_MUTUAL`"),
        )
        .label("not used with the mesh's certificates")
        .note(refused::GATEWAY)
        .help(format!(
            "remove `{key}`, or write `mode: SIMPLE` to show your own certificate"
        ));
    }
}
