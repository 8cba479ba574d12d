//! Istio's objects: Gateway, VirtualService and DestinationRule with everything in them.

pub mod destination_rule;
pub mod gateway;
pub mod http_route;
pub mod load_balancer;
#[doc(hidden)]
pub mod message;
pub mod meta;
#[doc(hidden)]
pub mod schema;
#[doc(hidden)]
pub mod syntax;
pub mod version;
pub mod virtual_service;

use message::Field;

use crate::source::Span;
use crate::yaml::{Data, Map, Node, entry};

pub use destination_rule::DestinationRuleSpec;
pub use gateway::GatewaySpec;
pub use http_route::HttpRoute;
pub use meta::ObjectMeta;
pub use version::Version;
pub use virtual_service::VirtualServiceSpec;

/// The version of the API that every helper prints.
pub const API_VERSION: &str = "networking.istio.io/v1beta1";

/// One of the three objects.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Object {
    /// Name, namespace and labels.
    pub metadata: ObjectMeta,
    /// The rest.
    pub spec: Spec,
}

/// What an object says.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Spec {
    /// Of a DestinationRule.
    DestinationRule(DestinationRuleSpec),
    /// Of a Gateway.
    Gateway(GatewaySpec),
    /// Of a VirtualService.
    VirtualService(VirtualServiceSpec),
}

impl serde::Serialize for Object {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_node().serialize(serializer)
    }
}

/// An object of the API groups and kinds of [`Object::from_node`].
impl<'de> serde::Deserialize<'de> for Object {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let node = Node::deserialize(deserializer)?;
        Object::from_node(&node).ok_or_else(|| {
            serde::de::Error::custom(
                "not a Gateway, VirtualService or DestinationRule of networking.istio.io",
            )
        })
    }
}

impl Object {
    /// A Gateway.
    #[must_use]
    pub fn gateway(metadata: ObjectMeta, spec: GatewaySpec) -> Self {
        let spec = Spec::Gateway(spec);
        Object { metadata, spec }
    }

    /// A VirtualService.
    #[must_use]
    pub fn virtual_service(metadata: ObjectMeta, spec: VirtualServiceSpec) -> Self {
        let spec = Spec::VirtualService(spec);
        Object { metadata, spec }
    }

    /// A DestinationRule.
    #[must_use]
    pub fn destination_rule(metadata: ObjectMeta, spec: DestinationRuleSpec) -> Self {
        let spec = Spec::DestinationRule(spec);
        Object { metadata, spec }
    }

    /// Reads an object: `apiVersion` is `networking.istio.io/` and `v1`, `v1beta1` or `v1alpha3`,
    /// which have the same fields and are written as [`API_VERSION`]; a missing `metadata` or
    /// `spec` is empty, a `status` is left out. `None` for anything else.
    #[must_use]
    pub fn from_node(node: &Node) -> Option<Self> {
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        let version = text("apiVersion")?.strip_prefix("networking.istio.io/")?;
        if !matches!(version, "v1" | "v1beta1" | "v1alpha3") {
            return None;
        }
        fn part<T: Field + Default>(node: &Node, key: &str) -> Option<T> {
            match node.get(key) {
                Some(part) if !part.is_null() => T::from_node(part),
                _ => Some(T::default()),
            }
        }
        let spec = match text("kind")? {
            "DestinationRule" => Spec::DestinationRule(part(node, "spec")?),
            "Gateway" => Spec::Gateway(part(node, "spec")?),
            "VirtualService" => Spec::VirtualService(part(node, "spec")?),
            _ => return None,
        };
        let metadata = part(node, "metadata")?;
        Some(Object { metadata, spec })
    }

    /// `Gateway`, `VirtualService` or `DestinationRule`. In this alphabetical order Helm prints
    /// them.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.spec {
            Spec::DestinationRule(_) => "DestinationRule",
            Spec::Gateway(_) => "Gateway",
            Spec::VirtualService(_) => "VirtualService",
        }
    }

    /// The whole object as a tree: `apiVersion`, `kind`, `metadata`, `spec`.
    #[must_use]
    pub fn to_node(&self) -> Node {
        let spec = match &self.spec {
            Spec::DestinationRule(spec) => spec.to_node(),
            Spec::Gateway(spec) => spec.to_node(),
            Spec::VirtualService(spec) => spec.to_node(),
        };
        let text = |text: &str| Node::string(text, Span::NOWHERE);
        Node::new(
            Data::Map(Map::from_entries(vec![
                entry("apiVersion", text(API_VERSION)),
                entry("kind", text(self.kind())),
                entry("metadata", self.metadata.to_node()),
                entry("spec", spec),
            ])),
            Span::NOWHERE,
        )
    }
}
