use crate::rules::prelude::*;

rule! {
    /// A server that accepts TLS 1.0 or 1.1 and lists no cipher suites.
    ///
    /// ## Why it matters
    /// The gateway's default cipher suites no longer include those that the old versions need, so
    /// that clients which speak nothing newer fail all the same, while scanners complain about the
    /// setting.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   tls: {minProtocolVersion: TLSV1_0}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   tls: {minProtocolVersion: TLSV1_2}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pkg/config/validation/validation.go`, validateTLSOptions
    Warning 3123 "gw-tls-old-version" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let Some(version @ ("TLSV1_0" | "TLSV1_1")) = tls.text("minProtocolVersion") else {
        return;
    };
    if tls.items("cipherSuites").is_empty() {
        cx.report_key(
            tls,
            "minProtocolVersion",
            format!("`{version}` is accepted, but no cipher suite that it could use"),
        )
        .label("old clients fail all the same")
        .note("the default cipher suites have none for TLS 1.0 and 1.1")
        .help("write `minProtocolVersion: TLSV1_2`");
    }
}
