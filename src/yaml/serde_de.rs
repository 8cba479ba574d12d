//! From nodes to serde values, with the place of what does not fit.

use std::fmt::{self, Display};

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::node::{Data, Entry, Node};
use super::serde_ser::DEPTH;
use crate::source::Span;

/// Reads a value from a node.
///
/// A whole number fits integers and floats alike, whatever it looked like in the file.
///
/// # Errors
/// When the node does not fit the type, with the innermost place that does not.
pub fn from_node<T: DeserializeOwned>(node: &Node) -> Result<T, DecodeError> {
    T::deserialize(Decoder::new(node, 0))
}

/// Why a node is not what is wanted, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// What is wrong, in an author's words.
    pub message: String,
    /// The key or value that is wrong; [`Span::NOWHERE`] when no file wrote it.
    pub span: Span,
}

impl DecodeError {
    /// Says where, unless something further inside has said it.
    fn at(self, span: Span) -> Self {
        if self.span.is_nowhere() {
            DecodeError { span, ..self }
        } else {
            self
        }
    }
}

impl Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

impl de::Error for DecodeError {
    fn custom<T: Display>(message: T) -> Self {
        DecodeError {
            message: message.to_string(),
            span: Span::NOWHERE,
        }
    }

    fn invalid_type(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::custom(format_args!(
            "expected {}, found {}",
            wanted_words(wanted),
            found_words(found)
        ))
    }

    fn invalid_value(found: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::invalid_type(found, wanted)
    }

    fn invalid_length(len: usize, wanted: &dyn Expected) -> Self {
        Self::custom(format_args!(
            "expected {}, found {len} entries",
            wanted_words(wanted)
        ))
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::custom(format_args!(
            "there is no key `{field}` here; {}",
            choice(known)
        ))
    }

    fn unknown_variant(variant: &str, known: &'static [&'static str]) -> Self {
        Self::custom(format_args!(
            "`{variant}` is not among the possible values; {}",
            choice(known)
        ))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format_args!("the key `{field}` is missing"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::custom(format_args!("the key `{field}` stands here twice"))
    }
}

fn choice(known: &[&str]) -> String {
    match known {
        [] => "nothing is possible".to_owned(),
        [only] => format!("only `{only}` is possible"),
        many => format!("possible are `{}`", many.join("`, `")),
    }
}

/// serde names types as Rust does; an author thinks in YAML.
fn wanted_words(wanted: &dyn Expected) -> String {
    let words = wanted.to_string();
    let range = |from: i128, to: i128| format!("a whole number from {from} to {to}");
    match words.as_str() {
        "u8" => range(0, u8::MAX.into()),
        "u16" => range(0, u16::MAX.into()),
        "u32" => range(0, u32::MAX.into()),
        "u64" | "usize" => "a whole number that is not negative".to_owned(),
        "i8" => range(i8::MIN.into(), i8::MAX.into()),
        "i16" => range(i16::MIN.into(), i16::MAX.into()),
        "i32" => range(i32::MIN.into(), i32::MAX.into()),
        "i64" | "isize" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "a sequence" => "a list".to_owned(),
        "unit" => "null".to_owned(),
        _ if words.starts_with("struct ") => "a map".to_owned(),
        _ => words,
    }
}

fn found_words(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("the boolean `{value}`"),
        Unexpected::Unsigned(value) => format!("the number {value}"),
        Unexpected::Signed(value) => format!("the number {value}"),
        Unexpected::Float(value) => format!("the number {value}"),
        Unexpected::Str(text) => format!("the string `{}`", text.escape_debug()),
        Unexpected::Unit | Unexpected::Option => "null".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "a map".to_owned(),
        other => other.to_string(),
    }
}

fn mismatch<T>(node: &Node, wanted: &str) -> Result<T, DecodeError> {
    Err(DecodeError {
        message: format!("expected {wanted}, found {}", node.kind()),
        span: node.span,
    })
}

/// The deserializer of one node.
#[derive(Clone, Copy)]
struct Decoder<'de> {
    node: &'de Node,
    /// How many lists and maps stand around it.
    depth: usize,
}

impl<'de> Decoder<'de> {
    fn new(node: &'de Node, depth: usize) -> Self {
        Decoder { node, depth }
    }

    /// Types that mirror any value recurse with it.
    fn inside(self) -> Result<usize, DecodeError> {
        if self.depth < DEPTH {
            return Ok(self.depth + 1);
        }
        Err(DecodeError {
            message: format!("lists and maps are nested more than {DEPTH} levels deep"),
            span: self.node.span,
        })
    }

    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match &self.node.data {
            Data::Null => visitor.visit_unit(),
            Data::Bool(value) => visitor.visit_bool(*value),
            Data::Int(value) => visit_integer(*value, visitor),
            Data::Float(value) => visit_float(*value, visitor),
            Data::Str(text) => visitor.visit_borrowed_str(text),
            Data::List(list) => {
                let depth = self.inside()?;
                let mut items = Items {
                    left: list.items().iter(),
                    depth,
                };
                let value = visitor.visit_seq(&mut items)?;
                match items.left.next() {
                    None => Ok(value),
                    Some(extra) => Err(DecodeError {
                        message: "the list has too many items".to_owned(),
                        span: extra.span,
                    }),
                }
            }
            Data::Map(map) => {
                let depth = self.inside()?;
                visitor.visit_map(Entries {
                    left: map.entries().iter(),
                    value: None,
                    depth,
                })
            }
        }
    }
}

fn visit_integer<'de, V: Visitor<'de>>(value: i64, visitor: V) -> Result<V::Value, DecodeError> {
    match u64::try_from(value) {
        Ok(value) => visitor.visit_u64(value),
        Err(_) => visitor.visit_i64(value),
    }
}

fn visit_float<'de, V: Visitor<'de>>(value: f64, visitor: V) -> Result<V::Value, DecodeError> {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if value.fract() == 0.0 && (-BEYOND..BEYOND).contains(&value) {
        visit_integer(value as i64, visitor)
    } else {
        visitor.visit_f64(value)
    }
}

impl<'de> Deserializer<'de> for Decoder<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.visit(visitor)
            .map_err(|error| error.at(self.node.span))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.node.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visitor
            .visit_newtype_struct(self)
            .map_err(|error| error.at(self.node.span))
    }

    /// Derived types would also take a list of their fields.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.node.data {
            Data::Map(_) => self.deserialize_any(visitor),
            _ => mismatch(self.node, "a map"),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let (name, span, value) = match &self.node.data {
            Data::Str(text) => (&**text, self.node.span, None),
            Data::Map(map) => match map.entries() {
                [entry] => (&*entry.key, entry.key_span, Some(&entry.value)),
                _ => return mismatch(self.node, "a string or a map with one key"),
            },
            _ => return mismatch(self.node, "a string"),
        };
        let variant = Variant {
            name: Key { name, span },
            value: match value {
                Some(value) => Some(Decoder::new(value, self.inside()?)),
                None => None,
            },
        };
        visitor
            .visit_enum(variant)
            .map_err(|error| error.at(self.node.span))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier
    }
}

struct Items<'de> {
    left: std::slice::Iter<'de, Node>,
    depth: usize,
}

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        self.left
            .next()
            .map(|item| seed.deserialize(Decoder::new(item, self.depth)))
            .transpose()
    }
}

struct Entries<'de> {
    left: std::slice::Iter<'de, Entry>,
    value: Option<&'de Node>,
    depth: usize,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DecodeError> {
        let Some(entry) = self.left.next() else {
            return Ok(None);
        };
        self.value = Some(&entry.value);
        seed.deserialize(Key {
            name: &entry.key,
            span: entry.key_span,
        })
        .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, DecodeError> {
        match self.value.take() {
            Some(value) => seed.deserialize(Decoder::new(value, self.depth)),
            None => Err(de::Error::custom("a value was asked for before its key")),
        }
    }
}

/// The deserializer of a key or of a variant's name.
#[derive(Clone, Copy)]
struct Key<'de> {
    name: &'de str,
    span: Span,
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor
            .visit_borrowed_str(self.name)
            .map_err(|error: DecodeError| error.at(self.span))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visitor.visit_enum(Variant {
            name: self,
            value: None,
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// An enum: its name, and its content unless it stands there as a mere string.
struct Variant<'de> {
    name: Key<'de>,
    value: Option<Decoder<'de>>,
}

impl<'de> Variant<'de> {
    fn content(self) -> Result<Decoder<'de>, DecodeError> {
        self.value.ok_or(DecodeError {
            message: format!("`{}` needs a value", self.name.name),
            span: self.name.span,
        })
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), DecodeError> {
        Ok((seed.deserialize(self.name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        match self.value {
            Some(value) if !value.node.is_null() => Err(DecodeError {
                message: format!("`{}` has no value", self.name.name),
                span: value.node.span,
            }),
            _ => Ok(()),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, DecodeError> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.content()?.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.content()?.deserialize_struct("", fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Sources};
    use crate::yaml::{List, Map};
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Outer {
        port: u16,
        #[serde(default)]
        names: Vec<String>,
        #[serde(default)]
        kind: Option<Kind>,
        #[serde(default)]
        inner: Option<Box<Outer>>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Kind {
        First,
        Second(f64),
        Third { deep: bool },
    }

    /// Reads JSON and gives the n-th node (keys included) the span n..n+1.
    fn spanned(json: &str) -> Node {
        fn build(value: &serde_json::Value, id: SourceId, next: &mut usize) -> Node {
            let mut span = || {
                *next += 1;
                Span::new(id, *next - 1, *next)
            };
            let here = span();
            let data = match value {
                serde_json::Value::Null => Data::Null,
                serde_json::Value::Bool(value) => Data::Bool(*value),
                serde_json::Value::Number(value) => Data::Float(value.as_f64().unwrap()),
                serde_json::Value::String(text) => Data::Str(text.as_str().into()),
                serde_json::Value::Array(items) => Data::List(List::new(
                    items.iter().map(|item| build(item, id, next)).collect(),
                )),
                serde_json::Value::Object(map) => Data::Map(Map::from_entries(
                    map.iter()
                        .map(|(key, value)| {
                            *next += 1;
                            Entry {
                                key: key.as_str().into(),
                                key_span: Span::new(id, *next - 1, *next),
                                value: build(value, id, next),
                            }
                        })
                        .collect(),
                )),
            };
            Node::new(data, here)
        }
        let id = Sources::new().add("x", json);
        build(&serde_json::from_str(json).unwrap(), id, &mut 0)
    }

    fn read(json: &str) -> Result<Outer, (String, u32)> {
        from_node(&spanned(json)).map_err(|error| (error.message, error.span.start))
    }

    fn fails(json: &str, message: &str, start: u32) {
        assert_eq!(read(json), Err((message.to_owned(), start)));
    }

    #[test]
    fn whole_numbers_fit_integers_and_floats() {
        assert_eq!(
            read(r#"{"port": 443.0, "names": ["a"], "kind": {"second": 1}}"#),
            Ok(Outer {
                port: 443,
                names: vec!["a".to_owned()],
                kind: Some(Kind::Second(1.0)),
                inner: None,
            })
        );
        let inner = read(r#"{"port": 1, "inner": {"port": 2, "kind": "first"}}"#).unwrap();
        assert_eq!(inner.inner.unwrap().kind, Some(Kind::First));
        assert!(read(r#"{"port": 1, "kind": {"third": {"deep": true}}}"#).is_ok());
    }

    #[test]
    fn an_error_names_the_innermost_place() {
        fails(
            r#"{"port": "x"}"#,
            "expected a whole number from 0 to 65535, found the string `x`",
            2,
        );
        fails(
            r#"{"port": 65536}"#,
            "expected a whole number from 0 to 65535, found the number 65536",
            2,
        );
        fails(
            r#"{"inner": {"names": [true], "port": 1}, "port": 1}"#,
            "expected a string, found the boolean `true`",
            5,
        );
        fails(
            r#"{"colour": 1, "port": 1}"#,
            "there is no key `colour` here; possible are `port`, `names`, `kind`, `inner`",
            1,
        );
        fails(
            r#"{"inner": {}, "port": 1}"#,
            "the key `port` is missing",
            2,
        );
        fails("[1]", "expected a map, found a list", 0);
        fails(
            r#"{"kind": "fourth", "port": 1}"#,
            "`fourth` is not among the possible values; possible are `first`, `second`, `third`",
            2,
        );
        fails(
            r#"{"kind": "second", "port": 1}"#,
            "`second` needs a value",
            2,
        );
        fails(
            r#"{"names": null, "port": 1}"#,
            "expected a list, found null",
            2,
        );
    }
}
