//! The JSON Schema of the model, and its fields as a list.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{Schema, SchemaGenerator, json_schema as schema};

use super::Model;
use crate::yaml::json::Writer;
use crate::yaml::serde_ser::feed;

/// The JSON Schema (draft-07) of the model, as `rutter schema --model` prints it; ends with a
/// newline. It allows for fields that later versions may add.
#[must_use]
pub fn json_schema() -> String {
    let mut writer = Writer::pretty();
    // A schema holds no number that is not finite and nests a few levels: it can be written.
    let written = feed(&root(), &mut writer);
    debug_assert!(written.is_ok());
    writer.finish() + "\n"
}

fn root() -> Schema {
    let settings = SchemaSettings::draft07().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Model>();
    schema.insert("title".to_owned(), "The model of a compiled release".into());
    RecursiveTransform(tidy).transform(&mut schema);
    schema
}

/// Where the source breaks a line the reader need not; the widths of Rust's integers are nobody's
/// business.
fn tidy(schema: &mut Schema) {
    if let Some(text) = schema.get("description").and_then(|text| text.as_str()) {
        let text = text.replace('\n', " ");
        schema.insert("description".to_owned(), text.into());
    }
    schema.remove("format");
}

/// One field of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldInfo {
    /// Where it stands: `gateways[].servers[].port`.
    pub path: String,
    /// What it holds: `text`, `number`, `yes or no`, `list of texts`, `map` ...
    pub kind: String,
    /// What it means, whole sentences.
    pub about: String,
}

/// Every field of the model, by name within its map; what the documentation lists.
#[must_use]
pub fn fields() -> Vec<FieldInfo> {
    let root = root();
    let mut found = Vec::new();
    // The model's own types nest five levels deep and never into themselves.
    below(&root, &root, "", &mut found);
    found
}

fn below(root: &Schema, schema: &Schema, at: &str, found: &mut Vec<FieldInfo>) {
    let properties = schema.get("properties").and_then(|p| p.as_object());
    for (name, value) in properties.into_iter().flatten() {
        let Ok(property) = Schema::try_from(value.clone()) else {
            continue;
        };
        let path = if at.is_empty() {
            name.clone()
        } else {
            format!("{at}.{name}")
        };
        let items = property
            .get("items")
            .and_then(|i| Schema::try_from(i.clone()).ok());
        let (inner, suffix) = match &items {
            Some(items) => (resolve(root, items), "[]"),
            None => (resolve(root, &property), ""),
        };
        let kind = match (&items, &inner) {
            (Some(_), Some(_)) => "list of maps".to_owned(),
            (Some(items), None) => format!("list of {}s", kind(items)),
            (None, Some(_)) if property.get("anyOf").is_some() => "map or null".to_owned(),
            (None, Some(_)) => "map".to_owned(),
            (None, None) => kind(&property),
        };
        let about = property.get("description").and_then(|text| text.as_str());
        found.push(FieldInfo {
            path: path.clone(),
            kind,
            about: about.unwrap_or_default().to_owned(),
        });
        if let Some(inner) = inner {
            below(root, &inner, &format!("{path}{suffix}"), found);
        }
    }
}

/// The definition that a schema refers to, by itself or as an alternative to null.
fn resolve(root: &Schema, schema: &Schema) -> Option<Schema> {
    let direct = schema.get("$ref");
    let wrapped = ["anyOf", "allOf"]
        .iter()
        .filter_map(|key| schema.get(*key)?.as_array())
        .flatten()
        .find_map(|option| option.get("$ref"));
    let name = direct.or(wrapped)?.as_str()?.rsplit('/').next()?;
    let definition = root.get("definitions")?.get(name)?;
    Schema::try_from(definition.clone()).ok()
}

fn kind(schema: &Schema) -> String {
    let words = match schema.get("type") {
        Some(one) if one.is_string() => vec![one.as_str().unwrap_or_default()],
        Some(several) => {
            let several = several.as_array().into_iter().flatten();
            several.filter_map(|word| word.as_str()).collect()
        }
        None => Vec::new(),
    };
    let words: Vec<&str> = words
        .into_iter()
        .map(|word| match word {
            "string" => "text",
            "integer" | "number" => "number",
            "boolean" => "yes or no",
            "array" => "list",
            "object" => "map",
            other => other,
        })
        .collect();
    words.join(" or ")
}

pub(super) fn map(_: &mut SchemaGenerator) -> Schema {
    schema!({"type": "object"})
}

pub(super) fn maps(_: &mut SchemaGenerator) -> Schema {
    schema!({"type": "array", "items": {"type": "object"}})
}

pub(super) fn objects(_: &mut SchemaGenerator) -> Schema {
    schema!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["apiVersion", "kind", "metadata", "spec"],
            "properties": {
                "apiVersion": {"type": "string"},
                "kind": {"enum": ["DestinationRule", "Gateway", "VirtualService"]},
                "metadata": {"type": "object"},
                "spec": {"type": "object"}
            }
        }
    })
}
