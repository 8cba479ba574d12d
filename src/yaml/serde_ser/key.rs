//! Keys of maps, which are text in the end.

use serde::ser::{self, Impossible, Serialize, Serializer};

use super::EncodeError;

/// The serializer of a map's key: a string, or what YAML makes a string of.
pub(super) struct KeyText;

fn no_key<T>() -> Result<T, EncodeError> {
    Err(ser::Error::custom(
        "a key must be a string, an integer or a boolean",
    ))
}

macro_rules! key_texts {
    ($($method:ident $type:ty)*) => {
        $(fn $method(self, value: $type) -> Result<String, EncodeError> {
            Ok(value.to_string())
        })*
    };
}

macro_rules! no_keys {
    ($($method:ident ($($argument:ty),*) $result:ty)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$result, EncodeError> {
            no_key()
        })*
    };
}

impl Serializer for KeyText {
    type Ok = String;
    type Error = EncodeError;
    type SerializeSeq = Impossible<String, EncodeError>;
    type SerializeTuple = Impossible<String, EncodeError>;
    type SerializeTupleStruct = Impossible<String, EncodeError>;
    type SerializeTupleVariant = Impossible<String, EncodeError>;
    type SerializeMap = Impossible<String, EncodeError>;
    type SerializeStruct = Impossible<String, EncodeError>;
    type SerializeStructVariant = Impossible<String, EncodeError>;

    key_texts! {
        serialize_bool bool
        serialize_i8 i8
        serialize_i16 i16
        serialize_i32 i32
        serialize_i64 i64
        serialize_i128 i128
        serialize_u8 u8
        serialize_u16 u16
        serialize_u32 u32
        serialize_u64 u64
        serialize_u128 u128
        serialize_char char
        serialize_str &str
    }

    no_keys! {
        serialize_f32 (f32) String
        serialize_f64 (f64) String
        serialize_bytes (&[u8]) String
        serialize_none () String
        serialize_unit () String
        serialize_unit_struct (&'static str) String
        serialize_seq (Option<usize>) Self::SerializeSeq
        serialize_tuple (usize) Self::SerializeTuple
        serialize_tuple_struct (&'static str, usize) Self::SerializeTupleStruct
        serialize_tuple_variant (&'static str, u32, &'static str, usize) Self::SerializeTupleVariant
        serialize_map (Option<usize>) Self::SerializeMap
        serialize_struct (&'static str, usize) Self::SerializeStruct
        serialize_struct_variant (&'static str, u32, &'static str, usize) Self::SerializeStructVariant
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<String, EncodeError> {
        value.serialize(self)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<String, EncodeError> {
        Ok(variant.to_owned())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<String, EncodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<String, EncodeError> {
        no_key()
    }
}
