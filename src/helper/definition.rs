//! What there is to know about one helper version: its facts, as data.
//!
//! This file is compiled into the build script, too: `build.rs` refuses a broken definition with
//! the same types and the same checks that a definition read at run time goes through. It must
//! therefore depend on nothing but serde.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One helper version: `common_templates/ID/helper.yaml`, or a file given with `--helper`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Definition {
    /// What `--helper` takes, `istio-1.2.0`.
    pub id: String,
    /// One line for `rutter helper list`.
    pub title: String,
    /// How a chart carries and calls it.
    pub carrier: Carrier,
    /// The defaults that come from where the service runs.
    pub platform: Platform,
    /// The facts of a helper that pastes text, as all upstream versions do. Either this or
    /// [`Definition::typed`].
    #[serde(default)]
    pub pasted: Option<Pasted>,
    /// The facts of a helper that checks types and prints JSON, as the project's own does.
    #[serde(default)]
    pub typed: Option<Typed>,
}

/// How a chart carries a helper, and how its templates call it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Carrier {
    /// The template a chart includes to print everything, `ingress.istio.default`.
    pub include: String,
    /// Before the name of each of the helper's own templates, `ingress.istio.`.
    pub prefix: String,
    /// The name of the template that prints a route's default destination.
    #[serde(default)]
    pub default_destination: Option<String>,
    /// A module: `templates/vendor/NAMESPACE/NAME_VERSION.tpl`, with `package.json` and
    /// `package.lock` beside it. Either this or [`Carrier::file`].
    #[serde(default)]
    pub module: Option<Module>,
    /// A file under `templates/`, `_ingress_helpers.tpl`.
    #[serde(default)]
    pub file: Option<String>,
}

/// The name of a vendored module.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Module {
    /// `ingress`
    pub namespace: String,
    /// `istio`
    pub name: String,
    /// `1.2.0`
    pub version: String,
}

/// Facts about the place where a service runs.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Platform {
    /// The default hosts are SERVICE plus a dot plus each of these.
    pub domains: Vec<String>,
    /// The same with `staging: true`; typed helpers only.
    #[serde(default)]
    pub staging_domain: Option<String>,
    /// Which gateway pods serve the Gateway.
    pub selector: BTreeMap<String, String>,
    /// The file of certificate authorities that backends are verified against.
    pub ca_certificates: String,
    /// Appended to the namespace: the secret with the gateway's certificate.
    pub credential_suffix: String,
    /// Appended to `SERVICE.NAMESPACE.`: `svc.cluster.local`.
    pub cluster_domain: String,
    /// The port of the default destination where the values name none; typed helpers only.
    #[serde(default)]
    pub public_port: Option<u16>,
}

/// Facts of a helper that pastes values into YAML text.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Pasted {
    /// The top-level key of the values that holds `public_port`: `tls` or `mesh`.
    pub port_from: String,
    /// The templates of other files that print names and labels.
    pub names: Names,
    /// The shape of `gatewayHosts`.
    pub gateway_hosts: GatewayHosts,
    /// Whether `gatewayHosts.domains`, else `PORT_FROM.certmanager.domains` (in this order),
    /// replace the platform's domains.
    #[serde(default)]
    pub domains_from_values: bool,
    /// Keys that, when truthy, replace the default hosts; the first that is truthy decides.
    #[serde(default)]
    pub environments: Vec<Environment>,
    /// Whether `selectors` replaces the platform's selector.
    #[serde(default)]
    pub selectors: bool,
    /// When `routeHosts` is looked at.
    pub route_hosts: RouteHosts,
    /// What happens to routes without a destination, and how the default route looks.
    pub default_route: DefaultRoute,
    /// The keys that put a CORS policy into the last route.
    #[serde(default)]
    pub cors: Option<Cors>,
    /// The names a backend's certificate may carry, in order.
    pub alternative_names: Vec<AlternativeName>,
    /// The host of [`AlternativeName::DefaultHost`] is the namespace, a dot and this.
    #[serde(default)]
    pub default_host_domain: Option<String>,
    /// Whether `destinationrulehosts` asks for one DestinationRule a host, each named after it.
    /// The DestinationRule of the service is then named after its host as well.
    #[serde(default)]
    pub destination_rule_hosts: bool,
    /// Keys that stand in the stanza for other templates; the helper never reads them.
    #[serde(default)]
    pub unread: Vec<String>,
}

/// Which family of name templates a helper calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Names {
    /// `wmf.chartname`, `wmf.releasename`, `wmf.chartid`, `tls.servicefqdn`; the metadata is
    /// written out in the helper.
    CommonTemplates,
    /// `base.meta.metadata`, `base.name.release`, `mesh.name.fqdn`.
    Modules,
}

/// The shape of `gatewayHosts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum GatewayHosts {
    /// A list of FQDNs: when truthy it is the result.
    List,
    /// `{default, disableDefaultHosts, extraFQDNs, domains}`.
    Map,
}

/// A key that replaces the default hosts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Environment {
    /// The key, `staging`.
    pub key: String,
    /// The default hosts are the service plus a dot plus each of these.
    pub domains: Vec<String>,
    /// Stands in the alternative names in place of the default host.
    #[serde(default)]
    pub alternative_names: Vec<String>,
}

/// When `routeHosts` is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum RouteHosts {
    /// Only when `existingGatewayName` is not `""`; then it must not be empty.
    WithExistingGateway,
    /// Whenever it is not empty; it must not be empty when `existingGatewayName` is not `""`.
    Always,
}

/// How the default route looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum DefaultRoute {
    /// A route called `default-destination`, when there are no routes.
    Named,
    /// Routes without a `route` key get the default destination, with `name` misplaced inside
    /// the destination list; so does the one route that stands when there are none.
    FillsMissing,
}

/// The keys that put a CORS policy into the last route.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Cors {
    /// When truthy its value is the policy.
    pub custom: String,
    /// Else, when truthy, the base policy is.
    pub base: String,
}

/// Where a name in `subjectAltNames` comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum AlternativeName {
    /// The environment's alternative names, else the namespace in the default host domain.
    DefaultHost,
    /// The host of the DestinationRule itself.
    Host,
    /// Every gateway host.
    GatewayHosts,
    /// Every route host.
    RouteHosts,
}

/// Facts of a helper that checks types and prints JSON.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Typed {
    /// The top-level keys of the values in which to look for `public_port`, in order.
    pub port_from: Vec<String>,
    /// Keys that stand in the stanza for other templates; the helper never reads them.
    #[serde(default)]
    pub unread: Vec<String>,
}

impl Definition {
    /// What serde cannot see: empty words, contradictions. Empty when the definition is good.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut require = |holds: bool, problem: &str| {
            if !holds {
                found.push(problem.to_owned());
            }
        };
        let word = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
        let host = |text: &String| {
            word(text) && !text.starts_with('.') && !text.ends_with('.') && !text.contains("..")
        };
        require(
            word(&self.id) && !self.id.contains('/'),
            "id: one word without a slash, such as `acme-1.0`",
        );
        require(!self.title.trim().is_empty(), "title: must not be empty");
        require(
            word(&self.carrier.include) && self.carrier.include.starts_with(&self.carrier.prefix),
            "carrier.include: the name of a template, beginning with carrier.prefix",
        );
        require(
            self.carrier.module.is_some() != self.carrier.file.is_some(),
            "carrier: exactly one of `module` and `file`",
        );
        if let Some(module) = &self.carrier.module {
            require(
                word(&module.namespace) && word(&module.name),
                "carrier.module: namespace and name must be words",
            );
            require(
                module.version.split('.').count() == 3
                    && module
                        .version
                        .split('.')
                        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())),
                "carrier.module.version: three numbers, such as \"1.2.0\"",
            );
        }
        require(
            !self.platform.domains.is_empty() && self.platform.domains.iter().all(host),
            "platform.domains: at least one domain, without a dot at either end",
        );
        require(
            self.platform.staging_domain.iter().all(host),
            "platform.stagingDomain: a domain, without a dot at either end",
        );
        require(
            host(&self.platform.cluster_domain),
            "platform.clusterDomain: a domain such as svc.cluster.local",
        );
        require(
            !self.platform.selector.is_empty(),
            "platform.selector: at least one label",
        );
        require(
            self.platform.ca_certificates.starts_with('/'),
            "platform.caCertificates: an absolute path",
        );
        require(
            word(&self.platform.credential_suffix),
            "platform.credentialSuffix: what follows the namespace, such as -tls-certificate",
        );
        require(
            self.pasted.is_some() != self.typed.is_some(),
            "exactly one of `pasted` and `typed`",
        );
        if let Some(pasted) = &self.pasted {
            require(
                pasted
                    .environments
                    .iter()
                    .all(|e| word(&e.key) && !e.domains.is_empty() && e.domains.iter().all(host)),
                "pasted.environments: each needs a key and at least one domain",
            );
            require(
                word(&pasted.port_from),
                "pasted.portFrom: the key that holds public_port",
            );
            require(
                !pasted
                    .alternative_names
                    .contains(&AlternativeName::DefaultHost)
                    || pasted.default_host_domain.is_some(),
                "pasted.defaultHostDomain: needed for the alternative name `defaultHost`",
            );
            require(
                pasted.gateway_hosts == GatewayHosts::Map || !pasted.domains_from_values,
                "pasted.domainsFromValues: only with gatewayHosts: map",
            );
        }
        if let Some(typed) = &self.typed {
            require(
                self.platform.staging_domain.is_some() && self.platform.public_port.is_some(),
                "platform.stagingDomain and platform.publicPort: a typed helper needs both",
            );
            require(
                typed.port_from.iter().all(|key| word(key)),
                "typed.portFrom: keys that hold public_port",
            );
        }
        found
    }
}
