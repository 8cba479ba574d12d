//! What is wrong with a definition that serde accepts.
//!
//! The facts end up in the text of a Helm template and in names of objects, so most of them must
//! be plain words: then no definition can write a template that Helm cannot read.

use std::fmt;

use super::definition::{
    AlternativeName, Carrier, Definition, GatewayHosts, Pasted, Platform, Typed,
};

/// Something that makes a definition unusable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The key, `platform.domains`. Empty for the definition as a whole.
    pub path: &'static str,
    /// What must be there instead.
    pub text: &'static str,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(self.text)
    }
}

impl Definition {
    /// Everything that is wrong with the definition; nothing when it can be used.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut found = Problems::default();
        found.require(
            plain(&self.id),
            "id",
            "must be letters, digits, dots and dashes, such as acme-1.0",
        );
        found.require(
            !self.title.trim().is_empty()
                && !self.title.contains(char::is_control)
                && !self.title.contains("*/"),
            "title",
            "must be one line that says which version this is",
        );
        self.carrier.check(&mut found);
        self.platform.check(&mut found);
        match (&self.pasted, &self.typed) {
            (Some(pasted), None) => {
                found.require(
                    self.carrier.default_destination.is_some(),
                    "carrier.defaultDestination",
                    "must name a template when there is `pasted`",
                );
                pasted.check(&mut found);
            }
            (None, Some(typed)) => {
                found.require(
                    self.platform.staging_domain.is_some() && self.platform.public_port.is_some(),
                    "platform",
                    "must have stagingDomain and publicPort when there is `typed`",
                );
                typed.check(&mut found);
            }
            _ => found.require(false, "", "must have exactly one of `pasted` and `typed`"),
        }
        found.0
    }
}

#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn require(&mut self, holds: bool, path: &'static str, text: &'static str) {
        if !holds {
            self.0.push(Problem { path, text });
        }
    }
}

impl Carrier {
    fn check(&self, found: &mut Problems) {
        found.require(
            plain(&self.prefix),
            "carrier.prefix",
            "must be how the names of the templates begin, such as `ingress.acme.`",
        );
        // The generated template defines these itself.
        let taken = ["gateway", "gatewayHosts", "virtualservice", "routeHosts"];
        found.require(
            plain(&self.include)
                && self
                    .include
                    .strip_prefix(&self.prefix)
                    .is_some_and(|rest| !taken.contains(&rest) && !rest.starts_with("dest")),
            "carrier.include",
            "must be the name of a template that begins with carrier.prefix, such as ingress.acme.default",
        );
        found.require(
            self.default_destination.iter().all(|name| plain(name)),
            "carrier.defaultDestination",
            "must be the name of a template",
        );
        found.require(
            self.module.is_some() != self.file.is_some(),
            "carrier",
            "must have exactly one of `module` and `file`",
        );
        found.require(
            self.file.iter().all(|file| plain(file)),
            "carrier.file",
            "must be the name of a file under templates/, such as _ingress_helpers.tpl",
        );
        if let Some(module) = &self.module {
            found.require(
                plain(&module.namespace) && plain(&module.name),
                "carrier.module",
                "must have a namespace and a name of letters, digits and dashes",
            );
            found.require(
                module.version.split('.').count() == 3
                    && module.version.split('.').all(|part| {
                        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
                    }),
                "carrier.module.version",
                "must be three numbers, such as \"1.2.0\"",
            );
        }
    }
}

impl Platform {
    fn check(&self, found: &mut Problems) {
        found.require(
            !self.domains.is_empty() && self.domains.iter().all(|domain| host(domain)),
            "platform.domains",
            "must list at least one domain, without a dot at either end",
        );
        found.require(
            self.staging_domain.iter().all(|domain| host(domain)),
            "platform.stagingDomain",
            "must be a domain, without a dot at either end",
        );
        found.require(
            !self.selector.is_empty()
                && self.selector.iter().all(|(label, value)| {
                    label.split('/').all(plain) && (value.is_empty() || plain(value))
                }),
            "platform.selector",
            "must hold at least one label, such as `istio: ingressgateway`",
        );
        found.require(
            self.ca_certificates
                .strip_prefix('/')
                .is_some_and(|rest| rest.split('/').all(plain)),
            "platform.caCertificates",
            "must be an absolute path, such as /etc/ssl/certs/ca-certificates.crt",
        );
        found.require(
            plain(&self.credential_suffix),
            "platform.credentialSuffix",
            "must be what follows the namespace, such as -tls-certificate",
        );
        found.require(
            host(&self.cluster_domain),
            "platform.clusterDomain",
            "must be what follows SERVICE.NAMESPACE. inside the cluster, such as svc.cluster.local",
        );
        found.require(
            self.public_port != Some(0),
            "platform.publicPort",
            "must be the number of a port, 1 to 65535",
        );
    }
}

impl Pasted {
    fn check(&self, found: &mut Problems) {
        found.require(
            key(&self.port_from),
            "pasted.portFrom",
            "must be the key of the values that holds public_port",
        );
        found.require(
            self.gateway_hosts == GatewayHosts::Map || !self.domains_from_values,
            "pasted.domainsFromValues",
            "needs `gatewayHosts: map`, where the domains stand",
        );
        found.require(
            self.environments.is_empty() || !self.domains_from_values,
            "pasted.domainsFromValues",
            "cannot stand beside environments, which choose the domains, too",
        );
        found.require(
            self.environments.iter().all(|environment| {
                key(&environment.key)
                    && !environment.domains.is_empty()
                    && environment.domains.iter().all(|domain| host(domain))
                    && environment.alternative_names.iter().all(|name| host(name))
            }),
            "pasted.environments",
            "must each have a key, at least one domain, and host names as alternativeNames",
        );
        found.require(
            self.cors
                .iter()
                .all(|cors| key(&cors.custom) && key(&cors.base)),
            "pasted.cors",
            "must name two keys of the stanza",
        );
        found.require(
            !self.alternative_names.is_empty(),
            "pasted.alternativeNames",
            "must list at least one, or no certificate is the right one",
        );
        let needs_domain = self
            .alternative_names
            .contains(&AlternativeName::DefaultHost);
        found.require(
            self.default_host_domain.iter().all(|domain| host(domain))
                && (!needs_domain || self.default_host_domain.is_some()),
            "pasted.defaultHostDomain",
            "must be a domain; the alternative name defaultHost needs it",
        );
        found.require(
            self.unread.iter().all(|name| key(name)),
            "pasted.unread",
            "must list keys of the stanza",
        );
    }
}

impl Typed {
    fn check(&self, found: &mut Problems) {
        found.require(
            self.port_from.iter().all(|name| key(name)),
            "typed.portFrom",
            "must list keys of the values that hold public_port",
        );
        found.require(
            self.unread.iter().all(|name| key(name)),
            "typed.unread",
            "must list keys of the stanza",
        );
    }
}

/// Letters, digits, dots, dashes and underscores: means the same to Go, YAML and a file system.
fn plain(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

/// A key that a Go template reads with a dot before it.
fn key(text: &str) -> bool {
    plain(text)
        && !text.contains(['.', '-'])
        && !text.starts_with(|first: char| first.is_ascii_digit())
}

/// Something that may follow a dot in a host name.
fn host(text: &str) -> bool {
    text.split('.').all(plain)
}
