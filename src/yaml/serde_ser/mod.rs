//! From serde values to events and nodes.
//!
//! serde recurses on the value it writes, so the depth is limited; a [`Node`] that is written
//! through [`Node::feed`] has no such limit.

mod builder;
mod key;

use std::fmt::{self, Display};

use serde::ser::{self, Serialize, SerializeMap, Serializer};

use builder::Builder;
use key::KeyText;

use super::node::{Data, Node};
use super::sink::Sink;
use super::walk::Step;

/// How many lists and maps may stand inside one another in a value that goes through serde.
pub const DEPTH: usize = 400;

/// Why a value cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    message: String,
}

impl Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EncodeError {}

impl ser::Error for EncodeError {
    fn custom<T: Display>(message: T) -> Self {
        EncodeError {
            message: message.to_string(),
        }
    }
}

fn too_deep<E: ser::Error>() -> E {
    E::custom(format_args!(
        "lists and maps are nested more than {DEPTH} levels deep"
    ))
}

/// Feeds any serde value to a sink, the fields of structs in their own order.
///
/// # Errors
/// When a float is not finite, a key is neither a string nor an integer nor a boolean, the value
/// nests deeper than [`DEPTH`], or serializing it fails.
pub fn feed<T: Serialize + ?Sized, S: Sink>(value: &T, sink: &mut S) -> Result<(), EncodeError> {
    value.serialize(Feeder { sink, depth: 0 })
}

impl Node {
    /// The node of any serde value, as if it had been written as YAML: every number is a float, but
    /// integers of 64 bits beyond 2^53, which stay exact; nothing has a place.
    ///
    /// # Errors
    /// As [`feed`].
    pub fn from_serialize<T: Serialize + ?Sized>(value: &T) -> Result<Node, EncodeError> {
        let mut builder = Builder::default();
        feed(value, &mut builder)?;
        Ok(builder.finish())
    }

    /// The same tree as if no file had written it: nothing in it has a place.
    #[must_use]
    pub fn unplaced(&self) -> Node {
        let mut builder = Builder::default();
        self.feed(&mut builder);
        builder.finish()
    }
}

/// Maps in key order.
///
/// # Errors
/// Fails on trees deeper than [`DEPTH`], since serde recurses.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut depth = 0_usize;
        for step in self.walk() {
            match step {
                Step::ListStart(..) | Step::MapStart(..) => depth += 1,
                Step::ListEnd | Step::MapEnd => depth -= 1,
                Step::Scalar(_) | Step::Key(_) => {}
            }
            if depth > DEPTH {
                return Err(too_deep());
            }
        }
        Shallow(self).serialize(serializer)
    }
}

/// A node that is known not to be too deep.
struct Shallow<'a>(&'a Node);

impl Serialize for Shallow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.data {
            Data::Null => serializer.serialize_unit(),
            Data::Bool(value) => serializer.serialize_bool(*value),
            Data::Int(value) => serializer.serialize_i64(*value),
            Data::Float(value) => serialize_number(*value, serializer),
            Data::Str(text) => serializer.serialize_str(text),
            Data::List(list) => serializer.collect_seq(list.items().iter().map(Shallow)),
            Data::Map(map) => serializer.collect_map(
                map.entries()
                    .iter()
                    .map(|entry| (&*entry.key, Shallow(&entry.value))),
            ),
        }
    }
}

/// Whole numbers go out as integers, so that no format writes a port as `8080.0`.
fn serialize_number<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let negative_zero = value == 0.0 && value.is_sign_negative();
    if value.fract() == 0.0 && value.abs() <= EXACT && !negative_zero {
        serializer.serialize_i64(value as i64)
    } else {
        serializer.serialize_f64(value)
    }
}

/// The serializer of one value.
struct Feeder<'s, S> {
    sink: &'s mut S,
    /// How many lists and maps are open around the value.
    depth: usize,
}

/// The serializer of what stands inside a list or map.
struct Inside<'s, S> {
    sink: &'s mut S,
    depth: usize,
    is_list: bool,
    /// Whether the list or map is the value of a variant's name, in a map of its own.
    in_variant: bool,
}

impl<'s, S: Sink> Feeder<'s, S> {
    fn open(self, is_list: bool) -> Result<Inside<'s, S>, EncodeError> {
        if self.depth >= DEPTH {
            return Err(too_deep());
        }
        if is_list {
            self.sink.list_start();
        } else {
            self.sink.map_start();
        }
        Ok(Inside {
            sink: self.sink,
            depth: self.depth + 1,
            is_list,
            in_variant: false,
        })
    }

    fn open_variant(self, name: &str, is_list: bool) -> Result<Inside<'s, S>, EncodeError> {
        let outer = self.open(false)?;
        outer.sink.key(name);
        let inner = Feeder {
            sink: outer.sink,
            depth: outer.depth,
        };
        Ok(Inside {
            in_variant: true,
            ..inner.open(is_list)?
        })
    }
}

impl<S: Sink> Inside<'_, S> {
    fn value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        value.serialize(Feeder {
            sink: self.sink,
            depth: self.depth,
        })
    }

    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), EncodeError> {
        self.sink.key(key);
        self.value(value)
    }

    fn close(self) {
        if self.is_list {
            self.sink.list_end();
        } else {
            self.sink.map_end();
        }
        if self.in_variant {
            self.sink.map_end();
        }
    }
}

macro_rules! integers {
    ($($method:ident $type:ty)*) => {
        $(fn $method(self, value: $type) -> Result<(), EncodeError> {
            self.sink.integer(i128::from(value));
            Ok(())
        })*
    };
}

impl<'s, S: Sink> Serializer for Feeder<'s, S> {
    type Ok = ();
    type Error = EncodeError;
    type SerializeSeq = Inside<'s, S>;
    type SerializeTuple = Inside<'s, S>;
    type SerializeTupleStruct = Inside<'s, S>;
    type SerializeTupleVariant = Inside<'s, S>;
    type SerializeMap = Inside<'s, S>;
    type SerializeStruct = Inside<'s, S>;
    type SerializeStructVariant = Inside<'s, S>;

    integers! {
        serialize_i8 i8
        serialize_i16 i16
        serialize_i32 i32
        serialize_i64 i64
        serialize_i128 i128
        serialize_u8 u8
        serialize_u16 u16
        serialize_u32 u32
        serialize_u64 u64
    }

    fn serialize_bool(self, value: bool) -> Result<(), EncodeError> {
        self.sink.bool(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), EncodeError> {
        // The shortest digits of the 32-bit number: 0.1 stays 0.1.
        self.serialize_f64(value.to_string().parse().unwrap_or(f64::NAN))
    }

    fn serialize_f64(self, value: f64) -> Result<(), EncodeError> {
        if !value.is_finite() {
            return Err(ser::Error::custom(format_args!(
                "{value} is no number that YAML and JSON share"
            )));
        }
        self.sink.float(value);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), EncodeError> {
        self.sink.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), EncodeError> {
        self.sink.string(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), EncodeError> {
        self.collect_seq(value)
    }

    fn serialize_none(self) -> Result<(), EncodeError> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), EncodeError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), EncodeError> {
        self.sink.null();
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), EncodeError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<(), EncodeError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), EncodeError> {
        let mut map = self.open(false)?;
        map.field(variant, value)?;
        map.close();
        Ok(())
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Inside<'s, S>, EncodeError> {
        self.open(true)
    }

    fn serialize_tuple(self, _len: usize) -> Result<Inside<'s, S>, EncodeError> {
        self.open(true)
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Inside<'s, S>, EncodeError> {
        self.open(true)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Inside<'s, S>, EncodeError> {
        self.open_variant(variant, true)
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Inside<'s, S>, EncodeError> {
        self.open(false)
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _len: usize,
    ) -> Result<Inside<'s, S>, EncodeError> {
        self.open(false)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Inside<'s, S>, EncodeError> {
        self.open_variant(variant, false)
    }
}

macro_rules! sequences {
    ($($trait:ident $method:ident)*) => {
        $(impl<S: Sink> ser::$trait for Inside<'_, S> {
            type Ok = ();
            type Error = EncodeError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
                self.value(value)
            }

            fn end(self) -> Result<(), EncodeError> {
                self.close();
                Ok(())
            }
        })*
    };
}

sequences! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

macro_rules! structs {
    ($($trait:ident)*) => {
        $(impl<S: Sink> ser::$trait for Inside<'_, S> {
            type Ok = ();
            type Error = EncodeError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), EncodeError> {
                self.field(key, value)
            }

            fn end(self) -> Result<(), EncodeError> {
                self.close();
                Ok(())
            }
        })*
    };
}

structs! { SerializeStruct SerializeStructVariant }

impl<S: Sink> SerializeMap for Inside<'_, S> {
    type Ok = ();
    type Error = EncodeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), EncodeError> {
        self.sink.key(&key.serialize(KeyText)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), EncodeError> {
        self.value(value)
    }

    fn end(self) -> Result<(), EncodeError> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::yaml::{Entry, List, Map};
    use crate::yaml::{emit, json, serde_de};
    use std::collections::BTreeMap;

    #[derive(serde::Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Shape {
        Unit,
        New(u8),
        Tuple(u8, char),
        Struct { b: f32, a: Option<()> },
    }

    #[test]
    fn a_value_becomes_what_yaml_would_make_of_it() {
        let value = (
            vec![
                Shape::Unit,
                Shape::New(1),
                Shape::Tuple(2, 'x'),
                Shape::Struct { b: 0.1, a: None },
            ],
            BTreeMap::from([(10, "ten"), (9, "nine")]),
            u64::MAX,
        );
        let node = Node::from_serialize(&value).unwrap();
        assert_eq!(
            format!("{node:?}"),
            "[[\"unit\", {\"new\": 1}, {\"tuple\": [2, \"x\"]}, \
             {\"struct\": {\"a\": null, \"b\": 0.1}}], \
             {\"10\": \"ten\", \"9\": \"nine\"}, 18446744073709552000]"
        );
    }

    #[test]
    fn structs_keep_the_order_of_their_fields_and_integers_their_digits() {
        let value = (Shape::Struct { b: 0.5, a: None }, u64::MAX);
        assert_eq!(
            emit::to_string(&value).unwrap(),
            "- struct:\n    b: 0.5\n    a: null\n- 18446744073709551615\n"
        );
    }

    #[test]
    fn what_has_no_yaml_is_an_error() {
        assert!(Node::from_serialize(&f64::NAN).is_err());
        assert!(Node::from_serialize(&BTreeMap::from([(vec![1], 1)])).is_err());
        assert!(Node::from_serialize(&BTreeMap::from([((), 1)])).is_err());
    }

    fn deep(levels: usize) -> Node {
        (0..levels).fold(Node::null(), |value, at| {
            let data = if at % 2 == 0 {
                Data::List(List::new(vec![value]))
            } else {
                Data::Map(Map::from_entries(vec![Entry {
                    key: "k".into(),
                    key_span: Span::NOWHERE,
                    value,
                }]))
            };
            Node::new(data, Span::NOWHERE)
        })
    }

    #[test]
    fn depth_is_an_error_before_the_stack_ends() {
        let node = deep(DEPTH);
        assert!(emit::to_string(&node).is_ok());
        assert!(serde_json::to_string_pretty(&node).is_ok());
        assert_eq!(Node::from_serialize(&node).unwrap(), node);
        assert!(serde_de::from_node::<serde_json::Value>(&node).is_ok());
        let node = deep(DEPTH + 1);
        assert!(emit::to_string(&node).is_err());
        assert!(emit::to_string(&[deep(DEPTH)]).is_err());
        assert!(serde_json::to_string(&node).is_err());
        assert!(serde_de::from_node::<serde_json::Value>(&node).is_err());
    }

    #[test]
    fn a_node_alone_may_be_as_deep_as_it_likes() {
        let node = deep(10_000);
        assert!(json::compact(&node).contains("[{\"k\":[null]}]"));
        assert!(emit::write(&node).ends_with("null\n"));
    }
}
