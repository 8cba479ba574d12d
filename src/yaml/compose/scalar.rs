//! What a scalar with its tag means, as a value and as a key.

use std::borrow::Cow;
use std::sync::Arc;

use crate::yaml::number::{general32, is_beyond_floats};
use crate::yaml::parse::Tag;
use crate::yaml::problem::Kind;
use crate::yaml::{Data, Resolved, resolve_plain};

/// A scalar before Helm turns it into JSON, where all numbers and all keys become alike.
pub(super) enum Scalar<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Str(Cow<'a, str>),
}

/// What tells keys apart that read the same: `1` and `'1'` are two keys of a YAML map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Identity {
    Null,
    Bool,
    Int,
    Uint,
    Float(f64),
    Str,
}

impl<'a> Scalar<'a> {
    /// The meaning of a scalar; `plain` if only its text decides.
    pub(super) fn read(value: Cow<'a, str>, tag: Tag, plain: bool) -> Result<Self, Kind> {
        let resolved = match tag {
            Tag::None if plain => resolve_plain(&value),
            Tag::None | Tag::Str | Tag::Merge | Tag::Unknown => return Ok(Scalar::Str(value)),
            Tag::Binary => {
                let bytes = super::binary::decode(&value).ok_or(Kind::Binary)?;
                return Ok(Scalar::Str(Cow::Owned(bytes)));
            }
            _ => resolve_plain(&value),
        };
        let fits = match (tag, resolved) {
            (Tag::Int, Resolved::Int(_) | Resolved::Uint(_))
            | (Tag::Float, Resolved::Float(_) | Resolved::Int(_))
            | (Tag::Bool, Resolved::Bool(_))
            | (Tag::Null, Resolved::Null)
            | (Tag::Timestamp, Resolved::Timestamp) => true,
            (tag, _) => tag == Tag::None,
        };
        if !fits {
            return Err(Kind::TagMismatch);
        }
        Ok(match resolved {
            Resolved::Null => Scalar::Null,
            Resolved::Bool(value) => Scalar::Bool(value),
            Resolved::Int(value) if tag == Tag::Float => Scalar::Float(value as f64),
            Resolved::Int(value) => Scalar::Int(value),
            Resolved::Uint(value) => Scalar::Uint(value),
            Resolved::Float(value) => Scalar::Float(value),
            Resolved::Timestamp | Resolved::Merge | Resolved::Str => Scalar::Str(value),
        })
    }

    /// As a value: every number is a float, but integers that no float holds where they are wanted
    /// exactly.
    pub(super) fn data(&self, exactly: bool) -> Data {
        match self {
            Scalar::Null => Data::Null,
            Scalar::Int(value) if exactly && is_beyond_floats(i128::from(*value)) => {
                Data::Int(*value)
            }
            Scalar::Bool(value) => Data::Bool(*value),
            Scalar::Int(value) => Data::Float(*value as f64),
            Scalar::Uint(value) => Data::Float(*value as f64),
            Scalar::Float(value) => Data::Float(*value),
            Scalar::Str(value) => Data::Str(value.as_ref().into()),
        }
    }

    /// As a key: the text that templates see. Floats are rounded to 32 bits there.
    pub(super) fn key(&self) -> (Arc<str>, Identity) {
        match self {
            Scalar::Null => ("null".into(), Identity::Null),
            Scalar::Bool(true) => ("true".into(), Identity::Bool),
            Scalar::Bool(false) => ("false".into(), Identity::Bool),
            Scalar::Int(value) => (value.to_string().into(), Identity::Int),
            Scalar::Uint(value) => (value.to_string().into(), Identity::Uint),
            Scalar::Float(value) => (float_key(*value).into(), Identity::Float(*value)),
            Scalar::Str(value) => (value.as_ref().into(), Identity::Str),
        }
    }
}

fn float_key(value: f64) -> String {
    // Rounding is what Helm does.
    let value = value as f32;
    match value {
        f32::INFINITY => ".inf".to_owned(),
        f32::NEG_INFINITY => "-.inf".to_owned(),
        value if value.is_nan() => ".nan".to_owned(),
        value => general32(value),
    }
}
