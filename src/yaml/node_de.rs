//! A tree from any serde format.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::node::{Data, List, Map, Node, entry};
use super::number::is_beyond_floats;
use crate::source::Span;

/// Numbers are floats, as everywhere in YAML and JSON, but integers of 64 bits beyond 2^53, which
/// stay exact. Of equal keys the last one counts, and nothing has a place.
///
/// # Errors
/// For numbers that are not finite, bytes, and keys that are no strings. How deep a document may
/// nest is up to the format's own reader, which is what recurses.
impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

fn placeless<E>(data: Data) -> Result<Node, E> {
    Ok(Node::new(data, Span::NOWHERE))
}

impl<'de> Visitor<'de> for Tree {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null, a boolean, a finite number, a string, a list or a map")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        placeless(Data::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        placeless(Data::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Node, D::Error> {
        Node::deserialize(inner)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        placeless(Data::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        placeless(match is_beyond_floats(i128::from(value)) {
            true => Data::Int(value),
            false => Data::Float(value as f64),
        })
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => placeless(Data::Float(value as f64)),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        if value.is_finite() {
            placeless(Data::Float(value))
        } else {
            Err(E::custom(format_args!("{value} is no finite number")))
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        placeless(Data::Str(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        placeless(Data::List(List::new(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = map.next_entry::<String, Node>()? {
            entries.push(entry(key, value));
        }
        placeless(Data::Map(Map::from_entries(entries)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_comes_from_json_and_goes_back() {
        let text = r#"{"a":[1,-2.5,null,true,"x"],"b":{}}"#;
        let node: Node = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&node).unwrap(), text);
        let deep = "[".repeat(100_000);
        assert!(serde_json::from_str::<Node>(&deep).is_err());
    }

    #[test]
    fn integers_of_64_bits_stay_what_they_are() {
        let text = "[9007199254740993,-9223372036854775808,9223372036854775807]";
        let node: Node = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&node).unwrap(), text);
        let again = Node::from_serialize(&node).unwrap();
        assert_eq!(crate::yaml::json::compact(&again), text);
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        let node: Node = serde_json::from_str(r#"{"a":1,"a":2}"#).unwrap();
        assert_eq!(serde_json::to_string(&node).unwrap(), r#"{"a":2}"#);
    }
}
