//! The TLS settings of a server, as the rules about them read them.

use crate::istio::Version;
use crate::istio::syntax::protocol::{Protocol, ProtocolClass};
use crate::rules::context::Context;
use crate::rules::read::Read;
use crate::rules::view::Server;
use crate::yaml::{Data, Node};

/// Where a server's certificate can come from.
pub(super) const CERTIFICATES: [&str; 6] = [
    "serverCertificate",
    "privateKey",
    "caCertificates",
    "tlsCertificates",
    "credentialName",
    "credentialNames",
];

/// Whether a setting says something: a text or a list that is not empty.
pub(super) fn is_set(tls: &Node, key: &str) -> bool {
    tls.field(key).is_some_and(|node| match &node.data {
        Data::Str(text) => !text.is_empty(),
        Data::List(list) => !list.items().is_empty(),
        _ => false,
    })
}

/// The class of a server's protocol; `None` when the protocol is unknown.
pub(super) fn protocol_class(server: &Server<'_>) -> Option<ProtocolClass> {
    let protocol = server.node.at(&["port", "protocol"])?.as_str()?;
    Protocol::parse(protocol).map(Protocol::class)
}

/// Whether TLS goes through to the service. A mode that is left out means so, too.
pub(super) fn is_passed_through(tls: &Node) -> bool {
    match tls.field("mode") {
        None => true,
        Some(mode) => matches!(mode.as_str(), Some("PASSTHROUGH" | "AUTO_PASSTHROUGH")),
    }
}

/// Whether the gateway terminates TLS with a certificate of the author's.
pub(super) fn terminates(tls: &Node) -> bool {
    matches!(
        tls.text("mode"),
        Some("SIMPLE" | "MUTUAL" | "OPTIONAL_MUTUAL")
    )
}

/// Whether the certificate lies in a secret.
pub(super) fn has_credential(tls: &Node) -> bool {
    is_set(tls, "credentialName") || is_set(tls, "credentialNames")
}

/// Whether another rule tells what is wrong with `credentialNames`: it is no list, or empty.
pub(super) fn is_credential_told(cx: &Context<'_>, tls: &Node) -> bool {
    /// The first version that has the key.
    const SINCE: Version = Version::new(26);
    tls.has("credentialNames") && cx.istio >= SINCE
}

/// The maps that each name a certificate and a key: the listed ones, else the settings themselves.
pub(super) fn certificates(tls: &Node) -> Vec<&Node> {
    match tls.items("tlsCertificates") {
        [] => vec![tls],
        listed => listed.iter().collect(),
    }
}
