//! The JSON Schema of `rutter.yaml`, made from the types that read it.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{Schema, SchemaGenerator, json_schema as schema};

use super::Config;
use crate::yaml::json::Writer;
use crate::yaml::serde_ser::feed;

/// The JSON Schema (draft-07) of `rutter.yaml`, for editors; ends with a newline.
///
/// It is stricter than [`Config::parse`] where YAML is treacherous: the version of Istio must be
/// quoted.
#[must_use]
pub fn json_schema() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<Config>();
    schema.insert("title".to_owned(), "rutter.yaml".into());
    RecursiveTransform(tidy).transform(&mut schema);
    let mut writer = Writer::pretty();
    // A schema holds no number that is not finite and nests a few levels: it can be written.
    let written = feed(&schema, &mut writer);
    debug_assert!(written.is_ok());
    writer.finish() + "\n"
}

/// That nothing is the default needs no saying, and where the source breaks a line the reader
/// need not.
fn tidy(schema: &mut Schema) {
    if schema
        .get("default")
        .is_some_and(|default| default.is_null())
    {
        schema.remove("default");
    }
    if let Some(text) = schema.get("description").and_then(|text| text.as_str()) {
        let text = text.replace('\n', " ");
        schema.insert("description".to_owned(), text.into());
    }
}

pub(super) fn version(_: &mut SchemaGenerator) -> Schema {
    schema!({"const": 1})
}

pub(super) fn helm(_: &mut SchemaGenerator) -> Schema {
    schema!({"enum": [3, 4, "3", "4", null]})
}

pub(super) fn istio(_: &mut SchemaGenerator) -> Schema {
    schema!({"type": ["string", "null"], "pattern": "^1\\.[0-9]{1,3}(\\.[0-9]{1,3})?$"})
}
