use crate::istio::syntax::cipher::{CIPHER_SUITES, is_cipher_suite};
use crate::rules::prelude::*;
use crate::suggest;

rule! {
    /// A cipher suite that the gateway does not know.
    ///
    /// ## Why it matters
    /// It is left out silently; with none left the gateway falls back to its defaults.
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
    ///       tls: {mode: SIMPLE, cipherSuites: [AES128-GCM], credentialName: pad-tls}
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
    ///       tls: {mode: SIMPLE, cipherSuites: [ECDHE-RSA-AES128-GCM-SHA256], credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateTLSOptions
    Warning 3124 "gw-cipher-invalid" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    for suite in tls.items("cipherSuites") {
        let Some(text) = suite.as_str().filter(|text| !is_cipher_suite(text)) else {
            continue;
        };
        let near = suggest::closest(text, CIPHER_SUITES.iter().copied());
        let finding = cx
            .report(suite, format!("the gateway knows no cipher suite `{text}`"))
            .label("left out")
            .note("it is left out without a word, so that clients are offered fewer suites than it seems");
        match near.first() {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")),
            None => finding.help(
                "remove it, or write a name of OpenSSL's such as `ECDHE-RSA-AES128-GCM-SHA256`",
            ),
        };
    }
}
