//! Which of the objects that a program hands over are Istio's, and which one a finding is about.

use crate::check::objects::{GROUP, KINDS};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::yaml::Node;

/// What tells an object from all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) api_version: String,
    pub(super) kind: String,
    pub(super) namespace: Option<String>,
    pub(super) name: String,
}

impl Identity {
    /// Of an object that says what it is; empty words where it does not.
    pub(super) fn of(object: &Node) -> Identity {
        let text = |key: &str| word(object, key);
        let metadata = object.get("metadata");
        let meta = |key: &str| metadata.and_then(|metadata| word(metadata, key));
        Identity {
            api_version: text("apiVersion").unwrap_or_default(),
            kind: text("kind").unwrap_or_default(),
            namespace: meta("namespace").filter(|namespace| !namespace.is_empty()),
            name: meta("name").unwrap_or_default(),
        }
    }

    /// What messages call it.
    pub(super) fn words(&self) -> String {
        match self.name.as_str() {
            "" => format!("a {} without a name", self.kind),
            name => format!("{} `{name}`", self.kind),
        }
    }

    /// Whether a cluster would take the two for one object: versions of a group are views of it.
    pub(super) fn is_same(&self, other: &Identity, default_namespace: &str) -> bool {
        let group = |identity: &Identity| {
            let (group, _) = identity.api_version.split_once('/').unwrap_or(("", ""));
            group.to_owned()
        };
        let namespace = |identity: &Identity| {
            let namespace = identity.namespace.as_deref();
            namespace.unwrap_or(default_namespace).to_owned()
        };
        self.kind == other.kind
            && self.name == other.name
            && group(self) == group(other)
            && namespace(self) == namespace(other)
    }
}

fn word(map: &Node, key: &str) -> Option<String> {
    Some(map.get(key)?.as_str()?.to_owned())
}

/// Whether something is to be said about an object, were it only that there is no such kind: it is
/// of Istio's group, or of one of the three kinds and of no group.
pub(super) fn is_meant(object: &Node) -> bool {
    let text = |key: &str| object.get(key).and_then(Node::as_str);
    match text("apiVersion") {
        Some(version) => version.split('/').next() == Some(GROUP),
        None => text("kind").is_some_and(|kind| KINDS.contains(&kind)),
    }
}

/// The object that a finding is about: the one it points into, else the one it names.
pub(super) fn object_of<'a>(finding: &Diagnostic, objects: &'a [Node]) -> Option<&'a Node> {
    let field = finding.field.as_ref();
    let is_named = |object: &&Node| {
        let identity = Identity::of(object);
        field.is_some_and(|field| field.kind == identity.kind && field.name == identity.name)
    };
    let place = finding.primary.as_ref().map(|label| label.span);
    let holds = |object: &&Node| place.is_some_and(|place| contains(object.span, place));
    objects
        .iter()
        .find(|object| holds(object) && (field.is_none() || is_named(object)))
        .or_else(|| objects.iter().find(is_named))
        .or_else(|| objects.iter().find(holds))
}

/// Whether a place lies within another.
pub(super) fn contains(outer: Span, inner: Span) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(api_version: &str, kind: &str) -> Node {
        Node::from_serialize(&serde_json::json!({
            "apiVersion": api_version, "kind": kind, "metadata": {"name": "pad"},
            "spec": {"http": [{"timeout": "1s", "a.b": {"c": 1}}]},
        }))
        .unwrap()
    }

    #[test]
    fn versions_and_namespaces_that_are_not_written_do_not_make_two_objects() {
        let v1 = Identity::of(&object("networking.istio.io/v1", "Gateway"));
        let mut other = Identity::of(&object("networking.istio.io/v1beta1", "Gateway"));
        assert!(v1.is_same(&other, "pad"));
        other.namespace = Some("pad".to_owned());
        assert!(v1.is_same(&other, "pad"));
        assert!(!v1.is_same(&other, "default"));
    }
}
