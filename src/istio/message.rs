//! How Istio's types are written down here, and how they meet the value tree.
//!
//! A message is a struct whose fields are all optional, plus `extra`: whatever the author wrote
//! that the type has no place for. That is a field we do not know, a null, or a value of another
//! type than the field's. Nothing is lost between a node, a message and a node again, so that a
//! route can be typed and still be printed exactly as Helm would print it.

use std::collections::BTreeMap;

use super::schema::Shape;
use crate::source::Span;
use crate::yaml::{Data, List, Map, Node, entry};

/// A type that a field of a message can have.
pub trait Field: Sized {
    /// Which values it takes.
    const SHAPE: Shape;
    /// Reads a node; `None` when it does not have this type.
    fn from_node(node: &Node) -> Option<Self>;
    /// The node that [`Field::from_node`] reads as `self`.
    fn to_node(&self) -> Node;
}

fn unplaced(data: Data) -> Node {
    Node::new(data, Span::NOWHERE)
}

impl Field for String {
    const SHAPE: Shape = Shape::String;
    fn from_node(node: &Node) -> Option<Self> {
        node.as_str().map(str::to_owned)
    }
    fn to_node(&self) -> Node {
        Node::string(self.as_str(), Span::NOWHERE)
    }
}

impl Field for bool {
    const SHAPE: Shape = Shape::Bool;
    fn from_node(node: &Node) -> Option<Self> {
        match node.data {
            Data::Bool(value) => Some(value),
            _ => None,
        }
    }
    fn to_node(&self) -> Node {
        unplaced(Data::Bool(*self))
    }
}

impl Field for f64 {
    const SHAPE: Shape = Shape::Double;
    fn from_node(node: &Node) -> Option<Self> {
        match node.data {
            Data::Float(value) => Some(value),
            // JSON numbers are floats; larger integers round there, too.
            Data::Int(value) => Some(value as f64),
            _ => None,
        }
    }
    fn to_node(&self) -> Node {
        unplaced(Data::Float(*self))
    }
}

macro_rules! integer_field {
    ($($type:ty => $shape:ident)*) => {$(
        impl Field for $type {
            const SHAPE: Shape = Shape::$shape;
            fn from_node(node: &Node) -> Option<Self> {
                match node.data {
                    Data::Int(value) => <$type>::try_from(value).ok(),
                    Data::Float(value) => {
                        let whole = value as i64;
                        let same = whole as f64 == value;
                        if same { <$type>::try_from(whole).ok() } else { None }
                    }
                    _ => None,
                }
            }
            fn to_node(&self) -> Node {
                unplaced(Data::Int(i64::from(*self)))
            }
        }
    )*};
}

integer_field!(u32 => Uint32 i32 => Int32);

impl Field for Node {
    const SHAPE: Shape = Shape::Any;
    fn from_node(node: &Node) -> Option<Self> {
        Some(node.clone())
    }
    fn to_node(&self) -> Node {
        self.clone()
    }
}

impl<T: Field> Field for Box<T> {
    const SHAPE: Shape = T::SHAPE;
    fn from_node(node: &Node) -> Option<Self> {
        T::from_node(node).map(Box::new)
    }
    fn to_node(&self) -> Node {
        T::to_node(self)
    }
}

impl<T: Field> Field for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);
    fn from_node(node: &Node) -> Option<Self> {
        node.as_list()?.iter().map(T::from_node).collect()
    }
    fn to_node(&self) -> Node {
        unplaced(Data::List(List::new(self.iter().map(T::to_node).collect())))
    }
}

impl<T: Field> Field for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Map(&T::SHAPE);
    fn from_node(node: &Node) -> Option<Self> {
        node.as_map()?
            .entries()
            .iter()
            .map(|entry| Some((entry.key.to_string(), T::from_node(&entry.value)?)))
            .collect()
    }
    fn to_node(&self) -> Node {
        let entries = self
            .iter()
            .map(|(key, value)| entry(key.as_str(), value.to_node()));
        unplaced(Data::Map(Map::from_entries(entries.collect())))
    }
}

/// Declares a message: the wire name of each field beside its Rust name and type, what the
/// definition says about it, and the sets of fields of which only one may be written.
macro_rules! message {
    (
        $(#[doc = $about:literal])*
        $name:ident {
            $($(#[doc = $field_about:literal])* $wire:literal $field:ident: $type:ty
                $(= $($fact:ident($($argument:expr),*)).+)?,)*
        }
        $(one of $one_of:tt)*
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[doc = $field_about])* pub $field: Option<$type>,)*
            /// What the type has no place for, printed as it is: unknown fields, nulls, and
            /// values of another type.
            pub extra: $crate::yaml::Map,
        }

        impl $name {
            /// What there is to know about this type.
            #[doc(hidden)]
            pub const MESSAGE: $crate::istio::schema::Message = $crate::istio::schema::Message {
                name: stringify!($name),
                about: concat!($($about, "\n"),*),
                fields: &[$($crate::istio::schema::FieldInfo {
                    name: $wire,
                    about: concat!($($field_about, "\n"),*),
                    shape: <$type as $crate::istio::message::Field>::SHAPE,
                    facts: $crate::istio::schema::Facts::NONE$($(.$fact($($argument),*))+)?,
                }),*],
                one_of: &[$(&$one_of),*],
            };

            /// Sets a field by its name in YAML; a value that does not fit goes to `extra`.
            pub fn set(&mut self, entry: $crate::yaml::Entry) {
                match entry.key.as_ref() {
                    $($wire => {
                        self.$field = $crate::istio::message::Field::from_node(&entry.value);
                        if self.$field.is_some() {
                            self.extra.remove($wire);
                            return;
                        }
                    })*
                    _ => {}
                }
                self.extra.insert(entry);
            }

            $(
                #[doc = concat!("Sets `", $wire, "`.")]
                #[must_use]
                // Headers have a field `add`.
                #[allow(clippy::should_implement_trait)]
                pub fn $field(mut self, value: impl Into<$type>) -> Self {
                    self.extra.remove($wire);
                    self.$field = Some(value.into());
                    self
                }
            )*
        }

        /// Only what is set: the types have dozens of fields, and an object uses few.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut fields = f.debug_struct(stringify!($name));
                $(if let Some(value) = &self.$field {
                    fields.field(stringify!($field), value);
                })*
                if !self.extra.is_empty() {
                    fields.field("extra", &self.extra);
                }
                fields.finish()
            }
        }

        impl $crate::istio::message::Field for $name {
            const SHAPE: $crate::istio::schema::Shape =
                $crate::istio::schema::Shape::Message(&$name::MESSAGE);

            fn from_node(node: &$crate::yaml::Node) -> Option<Self> {
                let mut message = Self::default();
                for entry in node.as_map()?.entries() {
                    message.set(entry.clone());
                }
                Some(message)
            }

            fn to_node(&self) -> $crate::yaml::Node {
                let mut map = self.extra.clone();
                $(if let Some(value) = &self.$field {
                    let value = $crate::istio::message::Field::to_node(value);
                    map.insert($crate::yaml::entry($wire, value));
                })*
                $crate::yaml::Node::new($crate::yaml::Data::Map(map), $crate::source::Span::NOWHERE)
            }
        }

        #[cfg(feature = "json-schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name::MESSAGE.name.into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::schema::of_message(&$name::MESSAGE, generator)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::istio::message::Field::to_node(self).serialize(serializer)
            }
        }

        /// Nothing is refused but what is no map: what does not fit goes to `extra`.
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let node = <$crate::yaml::Node as serde::Deserialize>::deserialize(deserializer)?;
                $crate::istio::message::Field::from_node(&node).ok_or_else(|| {
                    let wanted = concat!("invalid type: ", stringify!($name), " is a map, not ");
                    serde::de::Error::custom([wanted, node.kind()].concat())
                })
            }
        }
    };
}

pub(crate) use message;

#[cfg(test)]
mod tests {
    use super::*;

    message! {
        /// A message for the tests.
        Sample {
            /// A count.
            "number" number: u32,
            /// Names.
            "names" names: Vec<String>,
        }
    }

    fn map(entries: Vec<(&str, Data)>) -> Node {
        unplaced(Data::Map(Map::from_entries(
            entries
                .into_iter()
                .map(|(key, data)| entry(key, unplaced(data)))
                .collect(),
        )))
    }

    #[test]
    fn what_fits_is_typed_and_the_rest_is_kept() {
        let node = map(vec![
            ("number", Data::Float(80.0)),
            ("names", Data::Null),
            ("other", Data::Bool(true)),
        ]);
        let sample = Sample::from_node(&node).unwrap();
        assert_eq!(sample.number, Some(80));
        assert_eq!(sample.names, None);
        assert_eq!(sample.extra.len(), 2);
        assert_eq!(sample.to_node(), node);
    }

    #[test]
    fn numbers_that_are_no_integers_of_the_width_do_not_fit() {
        for number in [80.5, -1.0, 4_294_967_296.0, 1e300] {
            let node = map(vec![("number", Data::Float(number))]);
            let sample = Sample::from_node(&node).unwrap();
            assert_eq!(sample.number, None);
            assert_eq!(sample.to_node(), node);
        }
    }

    #[test]
    fn fields_are_set_by_their_names_and_replace_what_did_not_fit() {
        let odd = map(vec![("number", Data::Bool(true))]);
        let sample = Sample::from_node(&odd).unwrap().number(80_u32);
        assert_eq!(sample.number, Some(80));
        assert!(sample.extra.is_empty());
        let sample = Sample::default().names(["a".to_owned()]);
        assert_eq!(sample.names.as_deref(), Some(&["a".to_owned()][..]));
    }

    #[test]
    fn a_message_goes_through_serde_and_back() {
        let text = r#"{"names":null,"number":80,"other":{"deep":[1.5,true]}}"#;
        let sample: Sample = serde_json::from_str(text).unwrap();
        assert_eq!(sample.number, Some(80));
        assert_eq!(serde_json::to_string(&sample).unwrap(), text);
        let error = serde_json::from_str::<Sample>("[]")
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("invalid type: Sample is a map, not a list"));
    }

    #[test]
    fn only_what_is_set_is_shown() {
        let sample = Sample::default().number(80_u32);
        assert_eq!(format!("{sample:?}"), "Sample { number: 80 }");
    }

    #[test]
    fn a_list_fits_as_a_whole_or_not_at_all() {
        let mixed = Data::List(List::new(vec![
            unplaced(Data::Str("a".into())),
            unplaced(Data::Float(5.0)),
        ]));
        let node = map(vec![("names", mixed)]);
        let sample = Sample::from_node(&node).unwrap();
        assert_eq!(sample.names, None);
        assert_eq!(sample.to_node(), node);
    }
}
