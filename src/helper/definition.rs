//! What there is to know about one helper version: its facts, as data.
//!
//! This file is compiled into the build script, too: `build.rs` refuses a broken definition with
//! the same types, and the same checks (`problems.rs`), that a definition read at run time goes
//! through. Both files must therefore depend on nothing but serde and each other.

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
    /// The templates of other files that print names.
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
    /// `wmf.chartname`, `wmf.releasename`, `wmf.chartid`, `tls.servicefqdn`.
    CommonTemplates,
    /// `base.name.chart`, `base.name.release`, `base.name.chartid`, `mesh.name.fqdn`; upstream
    /// prints the metadata through `base.meta.metadata`.
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
