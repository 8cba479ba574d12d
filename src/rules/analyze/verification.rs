//! Whether the certificate of a service is held against an authority that the author names.

use crate::rules::prelude::*;
use crate::yaml::Node;

/// Why this is told.
pub(super) const NOTE: &str = "the proxy then trusts the authorities of its operating system and no \
    other: a service with a certificate of an authority of your own gets no request, only 503";

/// What to write instead.
pub(super) const HELP: &str = "add `caCertificates`, the file with the authority's certificate, \
    such as `caCertificates: /etc/ssl/certs/ca.crt`";

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
