//! Settings that say how to verify the service, beside the one that says not to.

use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::source::Span;

/// Tells these keys, and `subjectAltNames`, beside `insecureSkipVerify` in a mode of TLS.
pub(super) fn check(cx: &mut Context<'_>, policy: &TrafficPolicy<'_>, mode: &str, keys: &[&str]) {
    let Some(tls) = policy.node.field("tls") else {
        return;
    };
    if tls.text("mode") != Some(mode) || tls.flag("insecureSkipVerify") != Some(true) {
        return;
    }
    let mut idle = keys.to_vec();
    idle.retain(|key| tls.filled(key).is_some());
    if !tls.items("subjectAltNames").is_empty() {
        idle.push("subjectAltNames");
    }
    let Some(first) = idle.first() else { return };
    let other = tls.field(first).map_or(Span::NOWHERE, |node| cx.span(node));
    let listed = idle
        .iter()
        .map(|key| format!("`{key}`"))
        .collect::<Vec<_>>()
        .join(" and ");
    cx.report_key(
        tls,
        "insecureSkipVerify",
        format!("`insecureSkipVerify` leaves nothing for {listed} to verify"),
    )
    .label("verifies nothing")
    .also(other, "says what to verify")
    .note(refused::DESTINATION_RULE)
    .help(format!(
        "remove `insecureSkipVerify`, so that the service is verified, or remove {listed}"
    ));
}
