//! The schemas of Istio's types, from their tables of fields.

use schemars::{Schema, SchemaGenerator, json_schema as schema};

use super::text::{Text, listed};
use crate::istio::Version;
use crate::istio::schema::{Facts, FieldInfo, Message, Shape};

/// What Go reads as a duration, `1h30m`, `.5s` or `0`, and little else; short, because Helm shows
/// it to the author. Means the same to Go's expressions and to those of browsers.
const DURATION: &str = "^[-+]?(0|([0-9.]+(h|m|[mnuµμ]?s))+)$";

/// The schema of a message: its fields and no others, none of them required, each of them
/// possibly null.
pub(crate) fn of_message(message: &Message, generator: &mut SchemaGenerator) -> Schema {
    let mut properties = schema!({});
    for field in message.fields {
        let mut property = of_shape(&field.shape, &field.facts, generator);
        text(field, message).describe(&mut property);
        if let Some(instead) = field.facts.instead {
            let message = format!("deprecated: use {instead} instead");
            property.insert("deprecationMessage".to_owned(), message.into());
        }
        properties.insert(field.name.to_owned(), property.into());
    }
    let mut schema = schema!({
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    });
    Text::new(message.about).describe(&mut schema);
    let mut exclusions: Vec<Schema> = message
        .one_of
        .iter()
        .filter_map(|set| at_most_one(set))
        .collect();
    if exclusions.len() == 1 {
        for exclusion in exclusions.pop().iter().filter_map(Schema::as_object) {
            schema.ensure_object().extend(exclusion.clone());
        }
    } else if !exclusions.is_empty() {
        let exclusions = exclusions.into_iter().map(Schema::to_value).collect();
        schema.insert("allOf".to_owned(), exclusions);
    }
    schema
}

/// A reference to the definition of a message, which is added to the others.
pub(super) fn reference(message: &Message, generator: &mut SchemaGenerator) -> Schema {
    let name = message.name;
    if !generator.definitions().contains_key(name) {
        // Reserved before its fields are looked at: a message may contain itself.
        let definitions = generator.definitions_mut();
        definitions.insert(name.to_owned(), true.into());
        let schema = of_message(message, generator);
        let definitions = generator.definitions_mut();
        definitions.insert(name.to_owned(), schema.into());
    }
    Schema::new_ref(format!("#/definitions/{name}"))
}

/// The schema of the values of a shape, with what is known besides.
pub(super) fn of_shape(shape: &Shape, facts: &Facts, generator: &mut SchemaGenerator) -> Schema {
    match shape {
        Shape::String if !facts.values.is_empty() => words(facts.values),
        Shape::String if facts.duration => schema!({
            "type": ["string", "null"],
            "pattern": DURATION,
            "patternErrorMessage": "A duration is written as 15s, 1m30s or 500ms.",
        }),
        Shape::String => schema!({"type": ["string", "null"]}),
        Shape::Bool => schema!({"type": ["boolean", "null"]}),
        Shape::Uint32 => {
            let (least, greatest) = facts.range.unwrap_or((0.0, f64::from(u32::MAX)));
            integer(least as i64, greatest as i64)
        }
        Shape::Int32 => {
            let range = facts
                .range
                .unwrap_or((f64::from(i32::MIN), f64::from(i32::MAX)));
            integer(range.0 as i64, range.1 as i64)
        }
        Shape::Double => match facts.range {
            Some((least, greatest)) => {
                schema!({"type": ["number", "null"], "minimum": least, "maximum": greatest})
            }
            None => schema!({"type": ["number", "null"]}),
        },
        Shape::List(items) => {
            let below = Facts {
                items: None,
                ..*facts
            };
            let mut list = schema!({
                "type": ["array", "null"],
                "items": of_shape(items, &below, generator),
            });
            if let Some((fewest, most)) = facts.items {
                if fewest > 0 {
                    list.insert("minItems".to_owned(), fewest.into());
                }
                list.insert("maxItems".to_owned(), most.into());
            }
            list
        }
        Shape::Map(values) => schema!({
            "type": ["object", "null"],
            "additionalProperties": of_shape(values, &Facts::NONE, generator),
        }),
        Shape::Message(message) => reference(message, generator),
        Shape::Any => schema!({}),
    }
}

/// One of these words.
pub(super) fn words(words: &[&str]) -> Schema {
    let words: Vec<Option<&str>> = words.iter().copied().map(Some).chain([None]).collect();
    schema!({"enum": words})
}

/// A whole number between these two.
pub(super) fn integer(least: i64, greatest: i64) -> Schema {
    schema!({"type": ["integer", "null"], "minimum": least, "maximum": greatest})
}

/// What is known about a field, as its author is shown it.
fn text(field: &FieldInfo, message: &Message) -> Text {
    let facts = &field.facts;
    let mut text = Text::new(&in_context(field.about, message));
    if let Some(instead) = facts.instead {
        let deprecated = format!("Deprecated: use `{instead}` instead.");
        text = match field.about.trim() {
            "Deprecated." => Text::new(&deprecated),
            _ => text.and(deprecated),
        };
    }
    if facts.duration && !text.says("duration") {
        text = text.and("A duration such as `15s`, `1m30s` or `500ms`.".to_owned());
    }
    if !facts
        .values
        .iter()
        .all(|word| text.says(&format!("`{word}`")))
    {
        text = text.and(format!("One of {}.", listed(facts.values)));
    }
    for set in message
        .one_of
        .iter()
        .filter(|set| set.contains(&field.name))
    {
        text = text.and(format!("Only one of {} may be written.", listed(set)));
    }
    if facts.required {
        text = text.and("Istio refuses the object without it.".to_owned());
    }
    match facts.since {
        Some(since) if since > Version::OLDEST && !text.says(&format!("Istio {since}")) => {
            text.and(format!("Needs Istio {since} or later."))
        }
        _ => text,
    }
}

/// What a field does, behind what its message is: in the table of the message, `its port` says
/// enough; beside a key of a values file it does not.
fn in_context(about: &str, message: &Message) -> String {
    let ends = [':', ';', '.'];
    let whole = message.about.trim().split(ends).next().unwrap_or_default();
    let about = about.trim();
    let mut chars = about.chars();
    match (chars.next(), chars.next()) {
        // A word, but no name such as HTTP.
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            let rest = about.get(first.len_utf8()..).unwrap_or_default();
            format!("{whole}: {}{rest}", first.to_lowercase())
        }
        _ => format!("{whole}: {about}"),
    }
}

/// That at most one field of a set is written; null is not written. Said like this, and not with
/// `not` or `oneOf`, every program names the field that is too many.
fn at_most_one(set: &[&str]) -> Option<Schema> {
    let message = format!("Only one of {} may be written.", listed(set)).replace('`', "");
    let null = schema!({"type": "null", "errorMessage": message});
    // From the last field to the first: once one is written, those behind it are not.
    let mut behind = set.iter().rev();
    let mut nothing = schema!({});
    nothing.insert((*behind.next()?).to_owned(), null.clone().into());
    let mut exclusion: Option<Schema> = None;
    for field in behind {
        let mut unwritten = schema!({});
        unwritten.insert((*field).to_owned(), schema!({"type": "null"}).into());
        let mut whole = schema!({
            "if": {"properties": unwritten},
            "else": {"properties": nothing},
        });
        if let Some(rest) = exclusion {
            whole.insert("then".to_owned(), rest.to_value());
        }
        exclusion = Some(whole);
        nothing.insert((*field).to_owned(), null.clone().into());
    }
    exclusion
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::istio::HttpRoute;
    use crate::istio::http_route::{Destination, StringMatch};
    use crate::istio::load_balancer::ConsistentHash;
    use schemars::generate::SchemaSettings;

    #[test]
    fn texts_say_whose_field_it_is() {
        let of = |message: &Message, field| text(message.field(field).unwrap(), message);
        let port = of(&Destination::MESSAGE, "port");
        assert!(port.says("its port; may be left out"));
        let prefix = of(&StringMatch::MESSAGE, "prefix");
        assert!(prefix.says("how the text begins"));
        assert!(prefix.says("Only one of `exact`, `prefix` and `regex` may be written."));
        let mirrors = of(&HttpRoute::MESSAGE, "mirrors");
        assert!(mirrors.says("Needs Istio 1.20 or later."));
        let percent = of(&HttpRoute::MESSAGE, "mirrorPercent");
        assert!(percent.says("Deprecated: use `mirrorPercentage` instead."));
    }

    #[test]
    fn every_message_is_a_type_of_schemars() {
        let settings = SchemaSettings::draft07().with(|s| s.transforms.clear());
        let schema = settings
            .into_generator()
            .into_root_schema_for::<HttpRoute>();
        assert_eq!(schema.get("title").unwrap(), "HttpRoute");
        assert!(schema.pointer("/properties/match/items/$ref").is_some());
        assert!(schema.pointer("/definitions/HttpMatchRequest").is_some());
    }

    #[test]
    fn two_sets_of_which_one_may_be_written_stand_side_by_side() {
        let mut generator = SchemaSettings::draft07().into_generator();
        let one = of_message(&StringMatch::MESSAGE, &mut generator);
        assert!(one.get("if").is_some() && one.get("allOf").is_none());
        let two = of_message(&ConsistentHash::MESSAGE, &mut generator);
        assert!(two.get("if").is_none());
        assert_eq!(two.get("allOf").unwrap().as_array().unwrap().len(), 2);
    }

    /// A definition has the name of its message.
    #[test]
    fn no_two_messages_have_the_same_name() {
        let mut generator = SchemaSettings::draft07().into_generator();
        let mut open = vec![
            &HttpRoute::MESSAGE,
            &crate::istio::DestinationRuleSpec::MESSAGE,
        ];
        let mut seen: Vec<&Message> = Vec::new();
        while let Some(message) = open.pop() {
            let same = seen.iter().find(|other| other.name == message.name);
            if let Some(same) = same {
                let names = |m: &Message| m.fields.iter().map(|f| f.name).collect::<Vec<_>>();
                assert_eq!(names(same), names(message), "{}", message.name);
                continue;
            }
            seen.push(message);
            open.extend(
                message
                    .fields
                    .iter()
                    .filter_map(|field| field.shape.message()),
            );
            reference(message, &mut generator);
        }
        assert_eq!(generator.definitions().len(), seen.len());
    }
}
