//! The certificate and the key of a server that terminates TLS.

use super::tls::{certificates, has_credential, is_credential_told, terminates};
use crate::rules::common::refused;
use crate::rules::prelude::*;

/// Tells a server that terminates TLS and has neither a secret nor a file at this key.
pub(super) fn check(cx: &mut Context<'_>, server: &Server<'_>, key: &str, label: &str) {
    let Some(tls) = server.node.field("tls").filter(|tls| terminates(tls)) else {
        return;
    };
    if has_credential(tls) || is_credential_told(cx, tls) {
        return;
    }
    for one in certificates(tls) {
        // A value of the wrong type is told for its type.
        if one.field(key).is_none_or(|node| node.as_str() == Some("")) {
            cx.report_key(
                one,
                key,
                format!("a server that terminates TLS has no `{key}`"),
            )
            .label(label)
            .note(refused::GATEWAY)
            .help(
                "add `credentialName: SECRET`, or the paths `serverCertificate` and `privateKey`",
            );
        }
    }
}
