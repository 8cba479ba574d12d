//! The files of mutual TLS.

use crate::rules::common::refused;
use crate::rules::prelude::*;

/// Tells mutual TLS that has neither a secret nor a file at this key.
pub(super) fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>, key: &str, example: &str) {
    let Some(tls) = policy.node.field("tls") else {
        return;
    };
    let Some(mode) = tls
        .field("mode")
        .filter(|mode| mode.as_str() == Some("MUTUAL"))
    else {
        return;
    };
    // A value of the wrong type is told for its type.
    let is_missing = tls.field(key).is_none_or(|node| node.as_str() == Some(""));
    if !is_missing || tls.filled("credentialName").is_some() {
        return;
    }
    cx.report(mode, format!("`mode: MUTUAL` without `{key}`"))
        .label(format!("needs `{key}`"))
        .note(refused::DESTINATION_RULE)
        .help(format!(
            "add `{key}: {example}`, or `credentialName` with a secret that holds certificate and key"
        ));
}
