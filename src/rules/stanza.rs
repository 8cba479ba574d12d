//! A chart as the rules about values see it: its stanza, the layers behind it, its helper.

use super::object::Object;
use super::view::VirtualService;
use crate::chart::Metadata;
use crate::helper::Definition;
use crate::values::LayerPart;
use crate::yaml::{Entry, Map, Node};

/// A chart with a stanza.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'a> {
    /// Chart.yaml, under the name that the chart goes by in this release.
    pub metadata: &'a Metadata,
    /// The folder or archive, as messages name it.
    pub path: &'a str,
    /// Its helper.
    pub definition: &'a Definition,
    /// `.Values`
    pub values: &'a Node,
    /// What each layer says of this chart's values: defaults, files, flags, later ones win.
    pub layers: &'a [LayerPart],
    /// Whether `ingress.enabled` is true.
    pub enabled: bool,
    /// Its objects; empty when ingress is not enabled or something does not compile.
    pub objects: &'a [Object<'a>],
}

impl<'a> Chart<'a> {
    /// The stanza, if it is a map.
    #[must_use]
    pub fn ingress(&self) -> Option<&'a Map> {
        self.values.get("ingress")?.as_map()
    }

    /// A value of the stanza.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&'a Node> {
        self.ingress()?.get(key)
    }

    /// The layers in which the stanza stands, with the stanza.
    pub fn stanzas(&self) -> impl DoubleEndedIterator<Item = (&'a LayerPart, &'a Entry)> {
        self.layers
            .iter()
            .filter_map(|layer| Some((layer, layer.tree.entry("ingress")?)))
    }

    /// Its VirtualServices.
    pub fn virtual_services(&self) -> impl Iterator<Item = VirtualService<'a>> {
        self.of_kind("VirtualService").map(|object| VirtualService {
            object,
            spec: object.spec,
        })
    }

    /// Its objects of a kind.
    pub fn of_kind(&self, kind: &'static str) -> impl Iterator<Item = &'a Object<'a>> {
        self.objects
            .iter()
            .filter(move |object| object.kind == kind)
    }
}
