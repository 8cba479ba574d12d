use crate::istio::syntax::cipher::is_cipher_suite;
use crate::rules::prelude::*;
use std::collections::BTreeSet;

rule! {
    /// A cipher suite listed twice.
    ///
    /// ## Why it matters
    /// The second one changes nothing.
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
    ///       tls: {mode: SIMPLE, cipherSuites: [AES128-SHA, AES128-SHA], credentialName: pad-tls}
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
    ///       tls: {mode: SIMPLE, cipherSuites: [AES128-SHA], credentialName: pad-tls}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateTLSOptions
    Warning 3125 "gw-cipher-dup" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let mut known = BTreeSet::new();
    for suite in tls.items("cipherSuites") {
        let Some(text) = suite.as_str().filter(|text| is_cipher_suite(text)) else {
            continue;
        };
        if !known.insert(text) {
            cx.report(suite, format!("the cipher suite `{text}` is listed twice"))
                .label("again")
                .help("remove one of the two");
        }
    }
}
