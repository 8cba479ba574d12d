//! Which JSON schema a schema is written in, and what Helm's libraries do differently from the
//! drafts (observed with a table of small schemas).

use jsonschema::Draft;
use serde_json::Value;

use super::pattern;
use crate::HelmVersion;

/// How a schema is to be read.
pub(super) struct Dialect {
    pub draft: Draft,
    /// Whether `format` is checked.
    pub formats: bool,
    helm: HelmVersion,
    /// Helm 3 without a draft it knows: a mixture of drafts 4 to 7.
    mixture: bool,
}

const DRAFTS: [(&str, Draft); 5] = [
    ("json-schema.org/draft-04/schema", Draft::Draft4),
    ("json-schema.org/draft-06/schema", Draft::Draft6),
    ("json-schema.org/draft-07/schema", Draft::Draft7),
    ("json-schema.org/draft/2019-09/schema", Draft::Draft201909),
    ("json-schema.org/draft/2020-12/schema", Draft::Draft202012),
];

/// The formats that Helm 3 knows.
const FORMATS: [&str; 17] = [
    "date",
    "time",
    "date-time",
    "email",
    "idn-email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "iri",
    "uri-reference",
    "iri-reference",
    "uri-template",
    "uuid",
    "regex",
    "json-pointer",
    "relative-json-pointer",
];

impl Dialect {
    /// The dialect that `$schema` asks for.
    pub fn of(schema: &Value, helm: HelmVersion) -> Result<Dialect, String> {
        let asked = match schema.get("$schema") {
            None => None,
            Some(Value::String(uri)) => Some(uri.as_str()),
            Some(_) => return Err("$schema must be a text".to_owned()),
        };
        let bare = |uri: &str| uri.split('#').next().unwrap_or("").to_owned();
        match helm {
            HelmVersion::V3 => {
                let known = asked.map(bare).and_then(|uri| {
                    let uri = uri.strip_prefix("http://")?;
                    let known = DRAFTS.iter().take(3);
                    known
                        .clone()
                        .find(|(name, _)| *name == uri)
                        .map(|(_, draft)| *draft)
                });
                Ok(Dialect {
                    draft: known.unwrap_or(Draft::Draft7),
                    formats: true,
                    helm,
                    mixture: known.is_none(),
                })
            }
            HelmVersion::V4 => {
                let draft = match asked.map(bare).as_deref() {
                    None => Draft::Draft202012,
                    // Helm takes a meta-schema named by a URN for granted.
                    Some(uri) if uri.starts_with("urn:") => Draft::Draft202012,
                    Some(uri) => by_uri(uri).ok_or_else(|| {
                        "Helm 4 knows the drafts 4, 6, 7, 2019-09 and 2020-12 only".to_owned()
                    })?,
                };
                Ok(Dialect {
                    draft,
                    formats: matches!(draft, Draft::Draft4 | Draft::Draft6 | Draft::Draft7),
                    helm,
                    mixture: false,
                })
            }
        }
    }

    /// Rewrites what the validator would read otherwise than Helm.
    pub fn prepare(&self, schema: &mut Value) {
        if let Value::Object(map) = schema {
            map.remove("$schema");
        }
        let mut pending = vec![schema];
        while let Some(value) = pending.pop() {
            match value {
                Value::Object(map) => {
                    // Neither version looks into encoded text. As names of properties these
                    // stay.
                    for keyword in ["contentEncoding", "contentMediaType"] {
                        if map.get(keyword).is_some_and(Value::is_string) {
                            map.remove(keyword);
                        }
                    }
                    if map.get("pattern").is_some_and(Value::is_string)
                        && let Some(written) = map.remove("pattern")
                    {
                        map.insert(pattern::KEYWORD.to_owned(), written);
                    }
                    match self.helm {
                        HelmVersion::V3 => self.as_helm_3(map),
                        HelmVersion::V4 => self.as_helm_4(map),
                    }
                    pending.extend(
                        map.iter_mut()
                            .filter(|(key, _)| {
                                !matches!(key.as_str(), "const" | "enum" | "default" | "examples")
                            })
                            .map(|(_, value)| value),
                    );
                }
                Value::Array(items) => pending.extend(items),
                _ => {}
            }
        }
    }

    /// Helm 3 does not hold a schema against a meta-schema: what says nothing is not looked at,
    /// and an empty list of alternatives is as good as none.
    fn as_helm_3(&self, map: &mut serde_json::Map<String, Value>) {
        for keyword in ["$comment", "$defs", "examples", "readOnly", "writeOnly"] {
            if map.get(keyword).is_some_and(|value| !value.is_object()) {
                map.remove(keyword);
            }
        }
        // Kept where it is the name of a property.
        if map.get("$schema").is_some_and(Value::is_string) {
            map.remove("$schema");
        }
        for keyword in ["enum", "allOf", "type", "required"] {
            let list = map.get(keyword).and_then(Value::as_array);
            if list.is_some_and(Vec::is_empty) {
                map.remove(keyword);
            }
        }
        // A number never has a format.
        if let Some(Value::String(format)) = map.get("format")
            && FORMATS.contains(&format.as_str())
        {
            let no_number = serde_json::json!({"not": {"type": "number"}});
            match map.get_mut("allOf") {
                Some(Value::Array(all)) => all.push(no_number),
                Some(_) => {}
                None => {
                    map.insert("allOf".to_owned(), Value::Array(vec![no_number]));
                }
            }
        }
        let (unknown, known) = match self.draft {
            Draft::Draft4 => ("$id", "id"),
            _ => ("id", "$id"),
        };
        if !map.contains_key(known)
            && map.get(unknown).is_some_and(Value::is_string)
            && let Some(id) = map.remove(unknown)
        {
            map.insert(known.to_owned(), id);
        }
        if self.mixture {
            exclusive(map, "minimum", "exclusiveMinimum");
            exclusive(map, "maximum", "exclusiveMaximum");
        }
    }

    /// Helm 4's library keeps `dependencies` in the drafts that have replaced it.
    fn as_helm_4(&self, map: &mut serde_json::Map<String, Value>) {
        if self.formats {
            return;
        }
        let Some(Value::Object(dependencies)) = map.get("dependencies") else {
            return;
        };
        let is_keyword =
            |value: &Value| value.is_array() || value.is_boolean() || value.is_object();
        if !dependencies.values().all(is_keyword) {
            return;
        }
        let (lists, schemas): (Vec<_>, Vec<_>) = dependencies
            .clone()
            .into_iter()
            .partition(|(_, value)| value.is_array());
        let mut conditions = Vec::new();
        if !lists.is_empty() {
            conditions.push(serde_json::json!({"dependentRequired": Value::Object(lists.into_iter().collect())}));
        }
        if !schemas.is_empty() {
            conditions.push(serde_json::json!({"dependentSchemas": Value::Object(schemas.into_iter().collect())}));
        }
        match map.get_mut("allOf") {
            Some(Value::Array(all)) => all.append(&mut conditions),
            Some(_) => return,
            None => {
                map.insert("allOf".to_owned(), Value::Array(conditions));
            }
        }
        map.remove("dependencies");
    }
}

fn by_uri(uri: &str) -> Option<Draft> {
    let uri = uri
        .strip_prefix("http://")
        .or_else(|| uri.strip_prefix("https://"))?;
    if uri == "json-schema.org/schema" {
        return Some(Draft::Draft202012);
    }
    DRAFTS
        .iter()
        .find(|(name, _)| *name == uri)
        .map(|(_, draft)| *draft)
}

/// `exclusiveMinimum: true` of draft 4 as the number of later drafts.
fn exclusive(map: &mut serde_json::Map<String, Value>, bound: &str, exclusive: &str) {
    match map.get(exclusive) {
        Some(Value::Bool(false)) => {
            map.remove(exclusive);
        }
        Some(Value::Bool(true)) if map.get(bound).is_some_and(Value::is_number) => {
            if let Some(limit) = map.remove(bound) {
                map.insert(exclusive.to_owned(), limit);
            }
        }
        _ => {}
    }
}
