//! The JSON Schema of a chart's values, as far as its ingress helper reads them.
//!
//! It is draft-07, which Helm 3, Helm 4 and editors all read, and made from the tables that the
//! rest of rutter works with: [`keys`] for the stanza, and the messages of [`istio`](crate::istio),
//! each of which is a [`schemars::JsonSchema`].
//!
//! Nothing is required and null is allowed everywhere: an overriding file holds a part of the
//! values, and Helm drops nulls before it looks at the schema.

mod message;
mod text;

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator, json_schema as schema};

pub(crate) use message::of_message;

use crate::helper::Definition;
use crate::ingress::keys::{self, Key, KeyShape};
use crate::istio::DestinationRuleSpec;
use crate::istio::schema::{Facts, Shape};
use crate::yaml::json::Writer;
use crate::yaml::serde_ser::feed;
use text::{Text, listed};

/// Whether keys may stand at the root of the values that the helper does not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Root {
    /// They may: the chart has values of its own beside the helper's.
    #[default]
    Open,
    /// They may not, `global` aside, which Helm itself adds.
    Closed,
}

/// The JSON Schema (draft-07) of the values of a chart with this helper; ends with a newline.
///
/// Fit to be the chart's `values.schema.json` in Helm 3 and 4. Unknown keys are refused below
/// `ingress` and inside Istio's types; at the root as [`Root`] says; never below the other keys
/// that the helper reads (`mesh`, `tls`), which belong to other templates, too.
#[must_use]
pub fn json_schema(definition: &Definition, root: Root) -> String {
    let mut generator = SchemaSettings::draft07().into_generator();
    let mut properties = beside(definition);
    let stanza = stanza(definition, &mut generator);
    properties.insert("ingress".to_owned(), stanza.into());
    if root == Root::Closed {
        let global = described(
            schema!({}),
            "Values that a chart shares with its subcharts.\n\nThe helper does not read them; Helm \
             adds the key to the values of every subchart.",
        );
        properties.insert("global".to_owned(), global.into());
    }
    let mut schema = schema!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("Ingress helper {}", definition.id),
        "type": ["object", "null"],
        "properties": properties,
        // As they are: the generator's transformations would wrap each `$ref` that has a text beside
        // it, and Helm would tell of every wrapping.
        "definitions": generator.take_definitions(false),
    });
    Text::new(&format!(
        "The values of a chart, as far as its ingress helper reads them: {}.",
        definition.title
    ))
    .describe(&mut schema);
    if root == Root::Closed {
        schema.insert("additionalProperties".to_owned(), false.into());
    }
    let mut writer = Writer::pretty();
    // A schema holds no number that is not finite and nests a few levels: it can be written.
    let written = feed(&schema, &mut writer);
    debug_assert!(written.is_ok());
    writer.finish() + "\n"
}

fn described(mut schema: Schema, about: &str) -> Schema {
    Text::new(about).describe(&mut schema);
    schema
}

/// The keys beside `ingress` that the helper reads.
fn beside(definition: &Definition) -> Schema {
    let mut properties = schema!({});
    let name = described(
        schema!({"type": ["string", "null"]}),
        "The chart's name in the names and labels of its objects, in place of the one in \
         `Chart.yaml`.",
    );
    properties.insert("chartName".to_owned(), name.into());
    let pasted = definition.pasted.as_ref();
    let typed = definition.typed.as_ref();
    let maps = pasted.map(|facts| &facts.port_from).into_iter();
    for name in maps.chain(typed.iter().flat_map(|facts| &facts.port_from)) {
        let port = described(
            message::integer(1, 65535),
            "The port of the service, behind the chart's TLS terminator.\n\nThe route that the \
             helper makes leads there.",
        );
        let mut known = schema!({"public_port": port});
        if pasted.is_some_and(|facts| facts.domains_from_values) {
            let domains = described(
                schema!({"type": ["array", "null"], "items": {"type": ["string", "null"]}}),
                "The domains below which the default hosts lie, where \
                 `ingress.gatewayHosts.domains` names none.",
            );
            let certmanager = described(
                schema!({"type": ["object", "null"], "properties": {"domains": domains}}),
                "The certificate of the chart's TLS terminator.",
            );
            known.insert("certmanager".to_owned(), certmanager.into());
        }
        let map = described(
            schema!({"type": ["object", "null"], "properties": known}),
            "The chart's TLS terminator.",
        );
        properties.insert(name.clone(), map.into());
    }
    properties
}

/// The schema of `ingress`.
fn stanza(definition: &Definition, generator: &mut SchemaGenerator) -> Schema {
    let keys = keys::known(definition);
    let stanza = group(&keys, "", generator);
    described(
        stanza,
        "How the service is reached through an ingress gateway: its host names and where requests \
         go.\n\nThe helper makes a Gateway, a VirtualService and DestinationRules of it.",
    )
}

/// The schema of a map whose keys stand in the table.
fn group(keys: &[Key], group: &str, generator: &mut SchemaGenerator) -> Schema {
    let mut properties = schema!({});
    for key in keys.iter().filter(|key| key.group() == group) {
        let mut property = of_key(keys, key, generator);
        let text = Text::new(key.about);
        match key.words {
            [] => text,
            words => text.and(format!("One of {}.", listed(words))),
        }
        .describe(&mut property);
        properties.insert(key.last().to_owned(), property.into());
    }
    schema!({
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    })
}

fn of_key(keys: &[Key], key: &Key, generator: &mut SchemaGenerator) -> Schema {
    if key.is_for_other_templates {
        // What those make of it is not known here.
        return schema!({});
    }
    if !key.words.is_empty() {
        // An empty text is the same as none.
        let words: Vec<&str> = key.words.iter().copied().chain([""]).collect();
        return message::words(&words);
    }
    match &key.shape {
        KeyShape::Value(shape) => message::of_shape(shape, &Facts::NONE, generator),
        KeyShape::Port => message::integer(1, 65535),
        KeyShape::Group => group(keys, &key.name, generator),
        KeyShape::HostsOrGroup => {
            let mut schema = group(keys, &key.name, generator);
            let list = schema!({
                "type": ["array", "object", "null"],
                "items": message::of_shape(&Shape::String, &Facts::NONE, generator),
            });
            schema.as_object_mut().into_iter().for_each(|schema| {
                schema.extend(list.as_object().cloned().unwrap_or_default());
            });
            schema
        }
        KeyShape::DestinationRules => {
            let rule = destination_rule(generator);
            let definitions = generator.definitions_mut();
            definitions.insert("DestinationRule".to_owned(), rule.into());
            schema!({
                "type": ["array", "null"],
                "items": {"$ref": "#/definitions/DestinationRule"},
            })
        }
    }
}

/// An entry of `destinationRules`: the type of Istio's API, and the name of the object.
fn destination_rule(generator: &mut SchemaGenerator) -> Schema {
    let mut rule = of_message(&DestinationRuleSpec::MESSAGE, generator);
    let name = described(
        schema!({"type": ["string", "null"]}),
        "The name of the object.\n\nWithout it the only rule is named like the other objects, and \
         each of several after its host.",
    );
    if let Some(properties) = rule.get_mut("properties").and_then(|p| p.as_object_mut()) {
        properties.insert("name".to_owned(), name.into());
    }
    rule
}
