//! Whether the certificate of a service is held against an authority that the author names.

use crate::rules::prelude::*;
use crate::yaml::Node;

/// Tells TLS settings whose certificate, called `what`, is not checked as the author might think.
pub(super) fn report(cx: &mut Context<'_>, tls: &Node, what: &str, code: &str) {
    let (message, note, help) = if tls.flag("insecureSkipVerify") == Some(true) {
        (
            format!("{what} is not checked at all"),
            "whoever can answer in place of the service gets its requests",
            "remove `insecureSkipVerify`, and add `caCertificates: FILE` with the certificate of the authority",
        )
    } else {
        (
            format!("{what} is checked against public authorities only"),
            "where an authority of your own signed it, every request is answered with 503",
            "add `caCertificates: FILE` with the certificate of the authority, such as `/etc/ssl/certs/ca.crt`",
        )
    };
    cx.report_key(tls, "mode", message)
        .label("without `caCertificates`")
        .note(note)
        .note(format!("`istioctl analyze` warns of it as {code}"))
        .help(help);
}

/// The TLS settings of a policy, if they name no authority.
pub(super) fn unverified<'a>(rule: &Object<'a>, policy: &'a Node) -> Option<&'a Node> {
    let tls = policy.field("tls")?;
    let speaks_tls = matches!(tls.text("mode"), Some("SIMPLE" | "MUTUAL"));
    // A secret is read by those pods only that a selector names.
    let by_secret = tls.filled("credentialName").is_some() && rule.spec.has("workloadSelector");
    let named = tls
        .field("caCertificates")
        .is_some_and(|node| node.as_str() != Some(""));
    (speaks_tls && !by_secret && !named).then_some(tls)
}
