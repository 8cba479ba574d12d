use crate::rules::prelude::*;

rule! {
    /// A certificate for a Gateway whose TLS mode uses none.
    ///
    /// ## Why it matters
    /// With `PASSTHROUGH` the gateway does not decrypt: visitors see the certificate of the service
    /// itself, and the secret named here is never shown to anyone.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   tls:
    ///     mode: PASSTHROUGH
    ///     credentialName: pad-tls
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   tls:
    ///     mode: SIMPLE
    ///     credentialName: pad-tls
    /// ```
    ///
    /// ## Source
    /// The helper leaves the secret out for modes that use none.
    Warning 4026 "credential-unused" Objects(check)
}

fn check(cx: &mut Context<'_>, chart: &Chart<'_>) {
    let has_own_gateway = chart.of_kind("Gateway").next().is_some();
    if chart.definition.typed.is_none() || !has_own_gateway {
        return;
    }
    let Some((_, mode)) = chart.entry(&["tls", "mode"]) else {
        return;
    };
    let Some((_, credential)) = chart
        .entry(&["tls", "credentialName"])
        .filter(|(_, entry)| entry.value.as_str().is_some_and(|text| !text.is_empty()))
    else {
        return;
    };
    let Some(word @ ("PASSTHROUGH" | "AUTO_PASSTHROUGH" | "ISTIO_MUTUAL")) = mode.value.as_str()
    else {
        return;
    };
    cx.report_at(
        credential.key_span,
        format!("`credentialName` has no effect with the mode `{word}`"),
    )
    .label("not used")
    .also(mode.value.span, "this mode needs no certificate here")
    .note(match word {
        "ISTIO_MUTUAL" => "the gateway uses the certificates that Istio makes by itself",
        _ => "the gateway does not decrypt: visitors see the certificate of the service itself",
    })
    .help("remove `credentialName`, or write `mode: SIMPLE` to serve this certificate");
}
