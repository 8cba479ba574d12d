//! Which versions of the helper read a key, said to somebody whose version does not; and what the
//! release does instead.

use std::fmt;

use crate::helper::Definition;
use crate::ingress::keys;

/// Why a key has no effect with a version of the helper.
pub(super) enum Support {
    /// An older version read it; this was the first that did not.
    GoneSince(&'static Definition),
    /// This version was the first that read it.
    Needs(&'static Definition, String),
    /// Only another helper reads it.
    Elsewhere(&'static Definition, String),
}

impl Support {
    /// `None` for a key that no version reads, or that only other templates read.
    pub fn of(name: &str, definition: &Definition) -> Option<Support> {
        let readers = keys::readers(name);
        let first = *readers.first()?;
        if keys::find(first, name).is_none_or(|key| key.is_for_other_templates) {
            return None;
        }
        let own: Vec<_> = readers
            .iter()
            .filter(|reader| keys::same_family(reader, definition))
            .copied()
            .collect();
        let Some(last) = own.last() else {
            return Some(Support::Elsewhere(first, definition.id.clone()));
        };
        if keys::is_older(last, definition) {
            let mut newer = keys::versions().filter(|other| {
                keys::same_family(other, definition) && keys::is_older(last, other)
            });
            return newer.next().map(Support::GoneSince);
        }
        own.into_iter()
            .find(|reader| keys::is_older(definition, reader))
            .map(|reader| Support::Needs(reader, version(definition)))
    }
}

impl fmt::Display for Support {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Support::GoneSince(since) => {
                write!(
                    f,
                    "has no effect since version {} of the helper",
                    version(since)
                )
            }
            Support::Needs(first, own) => write!(
                f,
                "needs version {} of the helper, and this chart has {own}",
                version(first)
            ),
            Support::Elsewhere(reader, own) => write!(
                f,
                "is a key of the helper `{}`, and this chart has `{own}`",
                reader.id
            ),
        }
    }
}

/// What a version is called: by its number, by its date where it has none.
pub(super) fn version(definition: &Definition) -> String {
    match &definition.carrier.module {
        Some(module) => module.version.clone(),
        None => definition.id.clone(),
    }
}

/// What the release does instead, and what to write, if there is something.
pub(super) fn consequence(name: &str, definition: &Definition) -> (String, Option<String>) {
    let reads = |key: &str| keys::find(definition, key).is_some();
    let is_typed = definition.typed.is_some();
    let group = name.split('.').next().unwrap_or(name);
    let (note, help) = match (name, group) {
        ("staging" | "mlstaging", _) => (
            "the release serves the same default hosts in every environment, so requests for the host of this one are answered with 404",
            if reads("gatewayHosts.domains") && !is_typed {
                Some(
                    "name this environment's domains in its values file: `gatewayHosts.domains: [DOMAIN]`, or `mesh.certmanager.domains`",
                )
            } else if is_typed {
                Some(
                    "write `staging: true`, and the domain of this cluster in `platform.stagingDomain`",
                )
            } else {
                Some("list this environment's hosts in its values file, in `gatewayHosts`")
            },
        ),
        ("gatewayHosts.domains", _) => (
            "the default hosts stay below the platform's own domains",
            Some("write `disableDefaultHosts: true`, and the hosts themselves in `extraFQDNs`"),
        ),
        ("selectors", _) => (
            "the Gateway is served by the platform's own gateway pods, not by those chosen here",
            is_typed.then_some("write the labels in `platform.selector`"),
        ),
        ("base_cors_policy" | "custom_cors_policy" | "corsPolicy", _) => (
            "no route gets a CORS policy: browsers refuse to let other sites call this service",
            Some(if is_typed {
                "write the policy in `corsPolicy`"
            } else if reads("custom_cors_policy") {
                "write it in `custom_cors_policy` for the last route, or in each route of `httproutes`"
            } else {
                "write `corsPolicy` in each route of `httproutes`"
            }),
        ),
        ("destinationrulehosts" | "destinationRules", _) => (
            "only the release's own service has a DestinationRule: to every other service the gateway speaks plain HTTP, which a TLS port answers with 503",
            if is_typed {
                Some("write `destinationRules: [{host: NAME}]`")
            } else if reads("destinationrulehosts") {
                Some(
                    "list the services that speak TLS in `destinationrulehosts`; for anything else this helper has no key",
                )
            } else {
                None
            },
        ),
        ("name", _) => (
            "the objects are called CHART-RELEASE",
            Some("set `chartName` at the top of the values to change the first half"),
        ),
        ("httpsRedirect", _) => (
            "the release does not listen on port 80: plain HTTP gets no answer from it",
            None,
        ),
        (_, "tls") => (
            "HTTPS is served with the certificate of the secret NAMESPACE-tls-certificate and Istio's own TLS versions, whatever stands here",
            None,
        ),
        (_, "service") => (
            "the default route leads to the release's own CHART-RELEASE-tls-service, whatever stands here",
            Some("write a route to the service in `httproutes`"),
        ),
        ("upstreamTLS", _) => (
            "the gateway speaks TLS to the service all the same; a service that speaks plain HTTP answers with 503",
            None,
        ),
        (_, "platform") => (
            "domains, gateway pods and certificates stay those of the helper",
            None,
        ),
        _ => (
            "the release is deployed as if this line were not there",
            None,
        ),
    };
    (note.to_owned(), help.map(str::to_owned))
}
