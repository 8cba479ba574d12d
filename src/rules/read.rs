//! Short words for looking into an object. A null is the same as an absent key, as it is to
//! Istio's decoder; that one stands there is the business of a rule of its own.

use crate::yaml::{Data, Entry, Node};

/// Reading a tree without asking for types first: what does not fit is absent.
pub trait Read {
    /// The value of a key, unless it is null.
    fn field(&self, key: &str) -> Option<&Node>;

    /// Whether a key has a value that is not null.
    fn has(&self, key: &str) -> bool {
        self.field(key).is_some()
    }

    /// The text at a key.
    fn text(&self, key: &str) -> Option<&str> {
        self.field(key)?.as_str()
    }

    /// The text at a key, unless it is empty.
    fn filled(&self, key: &str) -> Option<&str> {
        self.text(key).filter(|text| !text.is_empty())
    }

    /// The items at a key; none where there is no list.
    fn items(&self, key: &str) -> &[Node] {
        self.field(key).and_then(Node::as_list).unwrap_or_default()
    }

    /// The entries of the map at a key; none where there is no map.
    fn entries_of(&self, key: &str) -> &[Entry] {
        self.field(key)
            .and_then(Node::as_map)
            .map(|map| map.entries())
            .unwrap_or_default()
    }

    /// The number at a key.
    fn number(&self, key: &str) -> Option<f64> {
        self.field(key)?.as_number()
    }

    /// The boolean at a key.
    fn flag(&self, key: &str) -> Option<bool> {
        match self.field(key)?.data {
            Data::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The value behind several keys, one inside the other.
    fn at(&self, path: &[&str]) -> Option<&Node>;
}

impl Read for Node {
    fn field(&self, key: &str) -> Option<&Node> {
        self.get(key).filter(|node| !node.is_null())
    }

    fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.field(key))
    }
}

/// The number that a node is.
pub trait AsNumber {
    /// The number, if it is one.
    fn as_number(&self) -> Option<f64>;
}

impl AsNumber for Node {
    fn as_number(&self) -> Option<f64> {
        match self.data {
            Data::Int(value) => Some(value as f64),
            Data::Float(value) => Some(value),
            _ => None,
        }
    }
}
