use crate::rules::prelude::*;

rule! {
    /// TLS versions that contradict each other, or that are long broken.
    ///
    /// ## Why it matters
    /// With a maximum below the minimum every handshake fails. Browsers speak neither TLS 1.0 nor 1.1
    /// any more, and cipher suites are not looked at in TLS 1.3.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   tls:
    ///     minProtocolVersion: TLSV1_3
    ///     maxProtocolVersion: TLSV1_2
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   tls:
    ///     minProtocolVersion: TLSV1_2
    ///     maxProtocolVersion: TLSV1_3
    /// ```
    ///
    /// ## Source
    /// Envoy, `TlsParameters`: cipher suites hold for TLS 1.0 to 1.2; RFC 8996 for the old versions.
    Warning 4162 "lint-tls-version" Server(check)
}

fn check(cx: &mut Context<'_>, server: &Server<'_>) {
    let Some(tls) = server.node.field("tls") else {
        return;
    };
    let version = |key| {
        let text = tls.text(key)?;
        let number = text.strip_prefix("TLSV1_")?.parse::<u8>().ok()?;
        Some((text, number))
    };
    let (min, max) = (version("minProtocolVersion"), version("maxProtocolVersion"));
    let has_suites = !tls.items("cipherSuites").is_empty();
    if let (Some((min, least)), Some((max, most))) = (min, max)
        && most < least
    {
        let other = tls.field("minProtocolVersion").map(|node| cx.span(node));
        let finding = cx
            .report_key(
                tls,
                "maxProtocolVersion",
                format!("the newest TLS version, `{max}`, is older than the oldest, `{min}`"),
            )
            .label("below the minimum")
            .note("no version is left: every handshake fails")
            .help("leave out `maxProtocolVersion`, or exchange the two");
        if let Some(other) = other {
            finding.also(other, "the minimum");
        }
        return;
    }
    // An old minimum without cipher suites is what Istio warns about itself.
    let old = match (min, max) {
        (_, Some((max, 0 | 1))) => Some(("maxProtocolVersion", max)),
        (Some((min, 0 | 1)), _) if has_suites => Some(("minProtocolVersion", min)),
        _ => None,
    };
    if let Some((key, text)) = old {
        let note = if key == "maxProtocolVersion" {
            "browsers speak neither TLS 1.0 nor 1.1 any more, so they cannot connect"
        } else {
            "TLS 1.0 and 1.1 are broken, and no browser needs them"
        };
        cx.report_key(tls, key, format!("`{text}` is no longer safe"))
            .label("out of use since 2021")
            .note(note)
            .help(format!("leave out `{key}`, or write `TLSV1_2`"));
    }
    if has_suites && min.is_some_and(|(_, least)| least == 3) {
        cx.report_key(
            tls,
            "cipherSuites",
            "`cipherSuites` has no effect: TLS 1.3 has its own",
        )
        .label("only up to TLS 1.2")
        .note("the minimum is TLS 1.3, whose cipher suites cannot be chosen")
        .help("remove `cipherSuites`, or allow `TLSV1_2`");
    }
}
