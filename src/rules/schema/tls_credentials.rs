use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A Gateway's server with both `credentialName` and `credentialNames`, one of them empty.
    ///
    /// The definition in the cluster counts the keys, whatever their values are.
    ///
    /// ## Why it matters
    /// The API server refuses the Gateway, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialName: "", credentialNames: [pad]}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml object
    /// apiVersion: networking.istio.io/v1beta1
    /// kind: Gateway
    /// metadata: {name: demo, namespace: demo}
    /// spec:
    ///   selector: {istio: ingressgateway}
    ///   servers:
    ///     - port: {number: 443, name: https, protocol: HTTPS}
    ///       hosts: [pad.example.org]
    ///       tls: {mode: SIMPLE, credentialNames: [pad]}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, the rules on `tls`.
    Error 3020 "s-tls-credentials" Server(check)
    since 26
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    // A filled one is told by the rule about certificates that are given twice, an empty list by
    // that about the length of lists.
    let is_empty = tls.text("credentialName") == Some("");
    if is_empty && !tls.items("credentialNames").is_empty() {
        cx.report_key(
            tls,
            "credentialName",
            "only one of `credentialName` and `credentialNames` can be written",
        )
        .label("counts although it is empty")
        .note(refused::BY_API_SERVER)
        .help("remove `credentialName`");
    }
}
