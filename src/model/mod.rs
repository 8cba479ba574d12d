//! The model: a compiled release as templates and other programs see it.
//!
//! Istio's objects say everything, but in their own terms: the hosts of a gateway stand in its
//! servers, those of a route in another object, the ports of a service in the destinations of
//! routes. The model holds the same facts in the terms of whoever writes a certificate, a network
//! policy or a probe: which hosts there are, who serves them, which secret a certificate goes to,
//! where traffic ends.
//!
//! Every field is always there; what does not apply is null, an empty list or an empty map. Names
//! are those of the JSON, camelCase as in Kubernetes. Fields may be added within a
//! [`VERSION`]; none is renamed, removed or given another meaning.
//!
//! ```
//! use rutter::environment::Memory;
//! use rutter::{Chart, Helper, HelmVersion, Options, Release, Values, model};
//!
//! # fn main() -> Result<(), rutter::Error> {
//! let files = Memory::new()
//!     .file("pad/Chart.yaml", "apiVersion: v2\nname: pad\nversion: 1.0.0\n")
//!     .file("pad/values.yaml", "ingress:\n  enabled: true\n");
//! let chart = Chart::load(&files, "pad", HelmVersion::V3)?;
//! let options = Options::new().helper(Helper::built_in("1.0").expect("ships with rutter"));
//! let release = Release::new("pad", "pad")?;
//!
//! let model = model(&chart, &Values::new(), &release, &options)?;
//! assert_eq!(model.hosts[0].name, "pad.discovery.wmnet");
//! assert_eq!(model.credentials[0].name, "pad-tls-certificate");
//! assert_eq!(model.services[0].name.as_deref(), Some("pad-pad-tls-service"));
//! # Ok(())
//! # }
//! ```

mod build;
mod route;
#[cfg(feature = "json-schema")]
mod schema;
mod service;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::yaml::Node;

pub use route::{Destination, Redirect, Rewrite, Route};
#[cfg(feature = "json-schema")]
pub use schema::{fields, json_schema};
pub use service::Service;

/// The version of the model that this rutter builds.
pub const VERSION: u32 = 1;

/// A compiled release, as templates and other programs see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Model {
    /// The version of the model, 1. It changes when a field is renamed or removed, not when one is
    /// added.
    pub version: u32,
    /// The release.
    pub release: Release,
    /// `.Values` of the release's own chart, all files and flags included.
    #[cfg_attr(feature = "json-schema", schemars(schema_with = "schema::map"))]
    pub values: Node,
    /// The charts whose stanza a helper read, those below others first; the release's own chart is
    /// the last one, if it has a helper.
    pub charts: Vec<Chart>,
    /// The gateways: first those that this release creates, then those of others that it uses.
    pub gateways: Vec<Gateway>,
    /// The secrets with certificates that the created gateways expect, each once.
    pub credentials: Vec<Credential>,
    /// The hosts that this release answers for, each once: those of the VirtualServices, then those
    /// that only a created gateway names.
    pub hosts: Vec<Host>,
    /// The VirtualServices.
    pub virtual_services: Vec<VirtualService>,
    /// The DestinationRules.
    pub destination_rules: Vec<DestinationRule>,
    /// The services that requests go to, each once.
    pub services: Vec<Service>,
    /// Istio's objects in full, as they are printed.
    #[cfg_attr(feature = "json-schema", schemars(schema_with = "schema::objects"))]
    pub objects: Vec<Node>,
}

/// A release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Release {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
}

/// A chart whose stanza a helper read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Chart {
    /// Its name; for a chart under an alias the alias.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Where it stands below the release's own chart, `parent.child`; empty for the release's own.
    pub path: String,
    /// The id of its helper, as `rutter helper list` shows it.
    pub helper: String,
    /// Whether `ingress.enabled` is true. Otherwise nothing below speaks of this chart.
    pub enabled: bool,
    /// The labels that its helper puts on every object; empty when ingress is not enabled.
    pub labels: BTreeMap<String, String>,
    /// The facts of the place where it runs, as its helper and its values say.
    pub platform: Platform,
    /// `.Values` as this chart sees them.
    #[cfg_attr(feature = "json-schema", schemars(schema_with = "schema::map"))]
    pub values: Node,
}

/// Facts of the place where a service runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Platform {
    /// The domains below which hosts are the platform's own, staging included.
    pub domains: Vec<String>,
    /// The labels of the gateway's pods.
    pub selector: BTreeMap<String, String>,
    /// What follows `SERVICE.NAMESPACE.` inside the cluster, `svc.cluster.local`.
    pub cluster_domain: String,
    /// The file of authorities that the gateway verifies backends against.
    pub ca_certificates: String,
}

/// A gateway that requests come in by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Gateway {
    /// `NAMESPACE/NAME`, by which hosts, services and credentials name it.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Whether this release creates it. Of a gateway of others (`existingGateway`) only name and
    /// hosts are known.
    pub created: bool,
    /// The chart that creates it, or the first that uses it: its position in `charts`.
    pub chart: usize,
    /// The labels of the pods that serve it; of a gateway of others, those that the platform says.
    pub selector: BTreeMap<String, String>,
    /// What it listens to; empty for a gateway of others.
    pub servers: Vec<Server>,
    /// The hosts that it serves for this release, each once, without namespaces before them.
    pub hosts: Vec<String>,
}

/// A port of a gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Server {
    /// The name of the port.
    pub name: Option<String>,
    /// The port that clients connect to.
    pub port: Option<u32>,
    /// What is spoken there: `HTTP`, `HTTPS`, `TLS` ...
    pub protocol: Option<String>,
    /// Its hosts, each once, without namespaces before them.
    pub hosts: Vec<String>,
    /// TLS towards clients, if there is any.
    pub tls: Option<ServerTls>,
}

/// TLS towards clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ServerTls {
    /// `SIMPLE`, `MUTUAL`, `PASSTHROUGH` ...; null where plain HTTP is only redirected.
    pub mode: Option<String>,
    /// The secret with the certificate.
    pub credential_name: Option<String>,
    /// Whether plain HTTP is answered by a redirect to HTTPS.
    pub https_redirect: bool,
}

/// A secret with a certificate that created gateways expect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Credential {
    /// The name of the secret. It must lie in the namespace of the gateway's pods, which no chart
    /// says.
    pub name: String,
    /// The hosts that the certificate must be for, each once.
    pub hosts: Vec<String>,
    /// The gateways that use it, as `NAMESPACE/NAME`.
    pub gateways: Vec<String>,
    /// The chart that creates the first of them: its position in `charts`.
    pub chart: usize,
}

/// A host that this release answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Host {
    /// The name, `pad.example.org`, `*.example.org` or `*`.
    pub name: String,
    /// Whether it stands for many names.
    pub wildcard: bool,
    /// Whether it lies outside of the platform's domains and of the cluster.
    pub external: bool,
    /// How clients reach it: `https` or `http`; null where that depends on a gateway of others, or
    /// only clients inside the mesh do.
    pub scheme: Option<String>,
    /// The gateways that serve it, as `NAMESPACE/NAME`.
    pub gateways: Vec<String>,
    /// The VirtualServices that name it, as `NAMESPACE/NAME`; empty where only a gateway does.
    pub virtual_services: Vec<String>,
    /// The first chart that names it: its position in `charts`.
    pub chart: usize,
}

/// A VirtualService.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct VirtualService {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Its chart: the position in `charts`.
    pub chart: usize,
    /// The hosts that clients ask for.
    pub hosts: Vec<String>,
    /// The gateways it is bound to, as `NAMESPACE/NAME`, or `mesh`.
    pub gateways: Vec<String>,
    /// Its routes, in order: the first that matches takes the request.
    pub routes: Vec<Route>,
}

/// A DestinationRule.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "json-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DestinationRule {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Its chart: the position in `charts`.
    pub chart: usize,
    /// The service it is about.
    pub host: Option<String>,
    /// TLS towards the service: `SIMPLE`, `MUTUAL`, `DISABLE`, `ISTIO_MUTUAL`; null when it says
    /// nothing.
    pub tls_mode: Option<String>,
    /// The names of its subsets.
    pub subsets: Vec<String>,
}
