//! Istio's objects: Gateway, VirtualService and DestinationRule with everything in them.

pub mod destination_rule;
pub mod gateway;
pub mod http_route;
pub mod load_balancer;
pub mod message;
pub mod meta;
pub mod schema;
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

impl Object {
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
