//! What there is to know about a type of Istio's API besides its Rust type: every message declares
//! its fields here as data, with what the custom resource definition says about each.
//!
//! The facts are those of Istio's `manifests/charts/base/files/crd-all.gen.yaml`; the versions
//! (`since`) those of the first release whose definition has the field.

use super::version::Version;

/// A message of Istio's API.
#[derive(Debug)]
pub struct Message {
    /// Its name here, `HttpRoute`.
    pub name: &'static str,
    /// What it is, in Markdown.
    pub about: &'static str,
    /// Its fields.
    pub fields: &'static [FieldInfo],
    /// Sets of fields of which at most one may be written.
    pub one_of: &'static [&'static [&'static str]],
}

/// A field of a message.
#[derive(Debug)]
pub struct FieldInfo {
    /// Its name in YAML.
    pub name: &'static str,
    /// What it does, in Markdown.
    pub about: &'static str,
    /// Which values it takes.
    pub shape: Shape,
    /// What else the definition says about it.
    pub facts: Facts,
}

/// Which values a field takes.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Shape {
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole number from 0 to 4294967295.
    Uint32,
    /// A whole number from -2147483648 to 2147483647.
    Int32,
    /// Any number.
    Double,
    /// A list of such values.
    List(&'static Shape),
    /// A map of such values under keys of the author's choice.
    Map(&'static Shape),
    /// A map with these fields.
    Message(&'static Message),
    /// Anything.
    Any,
}

/// What the definition says about a field besides its shape.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Facts {
    /// The first version that has it.
    pub since: Option<Version>,
    /// Whether it must be written where its message is.
    pub required: bool,
    /// Whether null may stand in its place.
    pub nullable: bool,
    /// The values it may have; empty for any.
    pub values: &'static [&'static str],
    /// The least and the greatest number, for it or for the items of its list.
    pub range: Option<(f64, f64)>,
    /// Whether it is the text of a duration.
    pub duration: bool,
    /// Whether it is a duration whose least value, 1ms, only the definition knows.
    pub millisecond: bool,
    /// Whether it is text in base64.
    pub base64: bool,
    /// Of a list: the fewest and the most items.
    pub items: Option<(usize, usize)>,
    /// What to use instead, where it is deprecated.
    pub instead: Option<&'static str>,
}

impl Facts {
    /// Nothing.
    pub const NONE: Facts = Facts {
        since: None,
        required: false,
        nullable: false,
        values: &[],
        range: None,
        duration: false,
        millisecond: false,
        base64: false,
        items: None,
        instead: None,
    };

    /// It came with Istio 1.`minor`.
    #[must_use]
    pub const fn since(mut self, minor: u16) -> Self {
        self.since = Some(Version::new(minor));
        self
    }

    /// It must be written.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// It may be null.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// It is one of these words.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// It lies between these numbers.
    #[must_use]
    pub const fn range(mut self, least: f64, greatest: f64) -> Self {
        self.range = Some((least, greatest));
        self
    }

    /// It is the text of a duration.
    #[must_use]
    pub const fn duration(mut self) -> Self {
        self.duration = true;
        self
    }

    /// It is a duration of at least 1ms, and no other check says so.
    #[must_use]
    pub const fn millisecond(mut self) -> Self {
        self.duration = true;
        self.millisecond = true;
        self
    }

    /// It is text in base64.
    #[must_use]
    pub const fn base64(mut self) -> Self {
        self.base64 = true;
        self
    }

    /// It has so many items.
    #[must_use]
    pub const fn items(mut self, fewest: usize, most: usize) -> Self {
        self.items = Some((fewest, most));
        self
    }

    /// It is deprecated.
    #[must_use]
    pub const fn instead(mut self, instead: &'static str) -> Self {
        self.instead = Some(instead);
        self
    }
}

impl Message {
    /// The field with this name in YAML.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldInfo> {
        let fields: &'static [FieldInfo] = self.fields;
        fields.iter().find(|field| field.name == name)
    }
}

impl Shape {
    /// The message that stands here, or in the items or values here.
    #[must_use]
    pub fn message(&self) -> Option<&'static Message> {
        match self {
            Shape::Message(message) => Some(message),
            Shape::List(shape) | Shape::Map(shape) => shape.message(),
            _ => None,
        }
    }
}
