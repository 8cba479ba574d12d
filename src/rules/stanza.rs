//! A chart as the rules about values see it: its stanza, the layers behind it, its helper.

use super::object::Object;
use super::view::VirtualService;
use crate::chart::{Metadata, Template};
use crate::helper::Definition;
use crate::source::Span;
use crate::values::LayerPart;
use crate::yaml::{Entry, Map, Node};

/// A chart with a stanza.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'a> {
    /// Chart.yaml, under the name that the chart goes by in this release.
    pub metadata: &'a Metadata,
    /// Its helper.
    pub definition: &'a Definition,
    /// The files under its `templates/`.
    pub templates: &'a [Template],
    /// `.Values`
    pub values: &'a Node,
    /// What each layer says of this chart's values: defaults, files, flags, later ones win.
    pub layers: &'a [LayerPart],
    /// Whether `ingress.enabled` is true.
    pub enabled: bool,
    /// Its objects; empty when ingress is not enabled or something does not compile.
    pub objects: &'a [Object<'a>],
}

/// A key of the stanza as a layer wrote it.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    /// Which of [`Chart::layers`] wrote it.
    pub layer: usize,
    /// The keys from `ingress` (which is left out) down to it.
    pub path: Vec<&'a str>,
    /// The map that it stands in.
    pub holder: &'a Node,
    /// The key and its value.
    pub entry: &'a Entry,
    /// Where the layer says it: its key, or its value where a flag changed only that.
    pub span: Span,
}

impl Written<'_> {
    /// Its path below `ingress`: `gatewayHosts.default`. A key with a dot in it has none that the
    /// table of keys knows.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let is_plain = |key: &&str| !key.contains('.');
        self.path.iter().all(is_plain).then(|| self.path.join("."))
    }

    /// Whether it is no map with keys in it.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        self.entry.value.as_map().is_none_or(Map::is_empty)
    }
}

/// How deep keys are looked for. The stanza's own lie in the first two levels, those of Istio's
/// types that no list separates from it in the next ones.
const DEPTH: usize = 12;

impl<'a> Chart<'a> {
    /// Every key of the stanza in every layer, also in maps below it, not in lists. Of a flag only
    /// what it changed.
    #[must_use]
    pub fn written(&self) -> Vec<Written<'a>> {
        let mut found = Vec::new();
        for (layer, part) in self.layers.iter().enumerate() {
            let Some(stanza) = part.tree.entry("ingress") else {
                continue;
            };
            let before = part.before.as_ref().map(|before| before.get("ingress"));
            let mut pending = vec![(Vec::new(), &stanza.value, before)];
            while let Some((path, holder, before)) = pending.pop() {
                for entry in holder.as_map().map(Map::entries).unwrap_or_default() {
                    let old = before.map(|before| before?.get(&entry.key));
                    let mut path: Vec<&'a str> = path.clone();
                    path.push(&entry.key);
                    let is_map = entry.value.as_map().is_some();
                    let is_said = match old {
                        None | Some(None) => true,
                        Some(Some(old)) if is_map && old.as_map().is_some() => false,
                        Some(Some(old)) => old.span != entry.value.span || *old != entry.value,
                    };
                    if is_map && path.len() < DEPTH {
                        pending.push((path.clone(), &entry.value, old));
                    }
                    if is_said {
                        let is_changed = matches!(old, Some(Some(_)));
                        found.push(Written {
                            layer,
                            path,
                            holder,
                            entry,
                            span: if is_changed {
                                entry.value.span
                            } else {
                                entry.key_span
                            },
                        });
                    }
                }
            }
        }
        found
    }

    /// The key of the stanza that the chart sees at a path, with the map it stands in.
    #[must_use]
    pub fn entry(&self, path: &[&str]) -> Option<(&'a Node, &'a Entry)> {
        let (last, above) = path.split_last()?;
        let mut holder = self.values.get("ingress")?;
        for key in above {
            holder = holder.get(key)?;
        }
        Some((holder, holder.as_map()?.entry(last)?))
    }

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
