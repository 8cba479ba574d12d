//! The chart's own `values.schema.json`, as Helm enforces it: every chart's schema on what that
//! chart sees, after everything else is computed.
//!
//! Helm 3 (gojsonschema) knows drafts 4 to 7 and reads everything else as a mixture of them; it
//! checks formats. Helm 4 (santhosh-tekuri/jsonschema) also knows 2019-09 and 2020-12, checks
//! formats in drafts 4 to 7 only, and holds every schema against its meta-schema. Both compile
//! patterns with Go's RE2. All observed with 3.17.3 and 4.3.1.

mod dialect;
mod formats;
mod violation;

use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::{Map as JsonMap, Number, Value};

use self::dialect::Dialect;
use super::json;
use crate::HelmVersion;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{SourceId, Sources, Span};
use crate::yaml::{Data, Node};

/// How deep values and schemas may nest where a schema is checked: the validator works on the
/// call stack. Charts that people write stay below twenty.
const MAX_DEPTH: usize = 200;

/// How many violations of one schema are reported.
const MOST_VIOLATIONS: usize = 20;

/// Checks what a chart sees against its schema. `name` is the chart's place among the values of
/// the root chart, empty for the root chart itself.
pub(super) fn check(
    schema: SourceId,
    name: &str,
    values: &Node,
    sources: &Sources,
    helm: HelmVersion,
) -> Vec<Diagnostic> {
    let tree = match read(schema, sources) {
        Ok(tree) => tree,
        Err(found) => return vec![*found],
    };
    let validator = match compile(&tree, helm) {
        Ok(validator) => validator,
        Err(found) => return vec![*found],
    };
    let Some(instance) = convert(values) else {
        return vec![
            Diagnostic::error(
                codes::SCHEMA_TOO_DEEP,
                format!("the values nest more than {MAX_DEPTH} levels deep and cannot be checked against the chart's schema"),
            )
            .at(Span::new(schema, 0, 0), "the schema"),
        ];
    };
    validator
        .iter_errors(&instance)
        .take(MOST_VIOLATIONS)
        .map(|error| violation::diagnostic(&error, name, values, &tree))
        .collect()
}

/// Reads the schema's text as JSON. Helm drops a byte order mark.
fn read(schema: SourceId, sources: &Sources) -> Result<Node, Box<Diagnostic>> {
    let text = sources.get(schema).map_or("", |source| source.text());
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    match json::read(text, start, schema) {
        // What follows the value is ignored by Helm 3; Helm 4 refuses it.
        Ok((node, _)) => Ok(node),
        Err(error) => {
            let message = if text.trim().is_empty() {
                "the chart's schema is empty"
            } else {
                "the chart's schema is no JSON"
            };
            Err(Box::new(
                Diagnostic::error(codes::SCHEMA_INVALID, message)
                    .at(Span::new(schema, error.at, error.at), error.message)
                    .note("Helm refuses every release of a chart whose values.schema.json cannot be read")
                    .help("write a JSON schema, or remove the file"),
            ))
        }
    }
}

fn compile(tree: &Node, helm: HelmVersion) -> Result<Validator, Box<Diagnostic>> {
    let invalid = |label: String, span: Span| {
        Box::new(
            Diagnostic::error(
                codes::SCHEMA_INVALID,
                "the chart's schema is no valid JSON schema",
            )
            .at(span, label)
            .note("Helm refuses every release of a chart whose values.schema.json is invalid"),
        )
    };
    let Some(mut schema) = convert(tree) else {
        return Err(invalid(
            format!("it nests more than {MAX_DEPTH} levels deep"),
            tree.span,
        ));
    };
    let dialect = Dialect::of(&schema, helm).map_err(|message| {
        let span = tree.get("$schema").map_or(tree.span, |node| node.span);
        invalid(message, span)
    })?;
    dialect.prepare(&mut schema);
    if let Some(reference) = violation::remote_reference(tree, &schema) {
        let named = reference.as_str().unwrap_or("").to_owned();
        return Err(Box::new(
            Diagnostic::error(
                codes::SCHEMA_REMOTE,
                format!("the chart's schema refers to `{named}`, which is not in the chart"),
            )
            .at(reference.span, "this would have to be fetched")
            .note("rutter never fetches anything")
            .help("copy what is referred to into `definitions` of the schema"),
        ));
    }
    let options = jsonschema::options()
        .with_draft(dialect.draft)
        .offline()
        .should_validate_formats(dialect.formats)
        .with_pattern_options(PatternOptions::regex());
    let options = match helm {
        HelmVersion::V3 => formats::of_helm_3(options),
        HelmVersion::V4 => options,
    };
    options
        .build(&schema)
        .map_err(|error: ValidationError<'static>| {
            let span = violation::place(tree, error.instance_path()).unwrap_or(tree.span);
            invalid(error.masked_with("this").to_string(), span)
        })
}

/// A tree as the validator wants it; `None` where it nests too deep. Whole numbers become
/// integers: to JSON schema `1.0` is one.
fn convert(root: &Node) -> Option<Value> {
    enum Open<'n> {
        List(std::slice::Iter<'n, Node>, Vec<Value>),
        Map(
            std::slice::Iter<'n, crate::yaml::Entry>,
            JsonMap<String, Value>,
            &'n str,
        ),
    }
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut node = root;
    loop {
        let mut value = match &node.data {
            Data::Null => Value::Null,
            Data::Bool(value) => Value::Bool(*value),
            Data::Int(value) => Value::from(*value),
            Data::Float(value) => number(*value),
            Data::Str(text) => Value::from(text.as_ref()),
            Data::List(list) => {
                let mut items = list.items().iter();
                match items.next() {
                    None => Value::Array(Vec::new()),
                    Some(first) => {
                        open.push(Open::List(items, Vec::new()));
                        node = first;
                        if open.len() > MAX_DEPTH {
                            return None;
                        }
                        continue;
                    }
                }
            }
            Data::Map(map) => {
                let mut entries = map.entries().iter();
                match entries.next() {
                    None => Value::Object(JsonMap::new()),
                    Some(first) => {
                        open.push(Open::Map(entries, JsonMap::new(), &first.key));
                        node = &first.value;
                        if open.len() > MAX_DEPTH {
                            return None;
                        }
                        continue;
                    }
                }
            }
        };
        loop {
            match open.last_mut() {
                None => return Some(value),
                Some(Open::List(rest, done)) => {
                    done.push(value);
                    match rest.next() {
                        Some(next) => {
                            node = next;
                            break;
                        }
                        None => value = Value::Array(std::mem::take(done)),
                    }
                }
                Some(Open::Map(rest, done, key)) => {
                    done.insert((*key).to_owned(), value);
                    match rest.next() {
                        Some(next) => {
                            *key = &next.key;
                            node = &next.value;
                            break;
                        }
                        None => value = Value::Object(std::mem::take(done)),
                    }
                }
            }
            open.pop();
        }
    }
}

fn number(value: f64) -> Value {
    const LIMIT: f64 = 18_446_744_073_709_551_616.0;
    if value.fract() == 0.0 && value.abs() < LIMIT {
        #[allow(clippy::cast_possible_truncation)] // A whole number below 2^64 fits.
        let whole = value as i128;
        if let Ok(whole) = i64::try_from(whole) {
            return Value::from(whole);
        }
        if let Ok(whole) = u64::try_from(whole) {
            return Value::from(whole);
        }
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}
