use super::tls::protocol_class;
use crate::istio::syntax::protocol::ProtocolClass;
use crate::rules::prelude::*;

rule! {
    /// A redirect to HTTPS on a server that is not for plain HTTP.
    ///
    /// ## Why it matters
    /// The redirect is never sent: clients that come in plain text get a connection error from this
    /// port, not a redirect.
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
    ///       tls: {httpsRedirect: true, mode: SIMPLE, credentialName: pad-tls}
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
    Warning 3122 "gw-redirect-not-http" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let is_http = protocol_class(server) == Some(ProtocolClass::Http);
    if tls.flag("httpsRedirect") == Some(true) && !is_http {
        cx.report_key(tls, "httpsRedirect", "`httpsRedirect` does nothing on a server that is not for plain HTTP")
            .label("never redirects")
            .note("only plain HTTP can be answered with a redirect; what comes to this port is TLS already")
            .help("move it to a server with `protocol: HTTP` on port 80");
    }
}
