//! The chart's own `values.schema.json`, as Helm enforces it: every chart's schema on what that
//! chart sees, after everything else is computed.
//!
//! Helm 3 (gojsonschema) knows drafts 4 to 7 and reads everything else as a mixture of them; it
//! checks formats. Helm 4 (santhosh-tekuri/jsonschema) also knows 2019-09 and 2020-12, checks
//! formats in drafts 4 to 7 only, and holds every schema against its meta-schema. Both compile
//! patterns with Go's RE2. All observed with 3.17.3 and 4.3.1.

mod dialect;
mod formats;
mod pattern;
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
    let tree = match read(schema, sources, helm) {
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
fn read(schema: SourceId, sources: &Sources, helm: HelmVersion) -> Result<Node, Box<Diagnostic>> {
    let text = sources.get(schema).map_or("", |source| source.text());
    let start = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let whole = json::read(text, start, schema).and_then(|(node, end)| {
        // What follows the value is ignored by Helm 3.
        let rest = text.get(end..).unwrap_or("").trim_ascii();
        if helm == HelmVersion::V4 && !rest.is_empty() {
            return Err(json::JsonError {
                message: "nothing may follow the schema",
                at: end,
            });
        }
        Ok(node)
    });
    match whole {
        Ok(node) => Ok(node),
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
        .with_pattern_options(PatternOptions::regex())
        .with_keyword(pattern::KEYWORD, pattern::compile);
    let options = match helm {
        HelmVersion::V3 => formats::of_helm_3(options),
        HelmVersion::V4 => formats::of_helm_4(options),
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

#[cfg(test)]
mod tests {
    use crate::values::testing::Setup;

    fn setup(schema: &str, defaults: &str) -> Setup {
        Setup::new()
            .file("c/values.yaml", defaults)
            .file("c/values.schema.json", schema)
    }

    fn accepts(setup: &Setup) -> bool {
        setup.compute().0.is_ok()
    }

    #[test]
    fn a_violation_stands_at_the_authors_own_line() {
        let schema =
            "{\"properties\": {\"a\": {\"properties\":\n {\"port\": {\"type\": \"integer\"}}}}}";
        let setup = setup(schema, "a: {port: 1}\n").values_file("v.yaml", "b: 1\na:\n  port: x\n");
        let (values, sources) = setup.compute();
        let Err(crate::Failure::Diagnostics(found)) = values else {
            panic!("{values:?}");
        };
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "`a.port` does not fit the chart's schema");
        let place = |label: &crate::diagnostic::Label| {
            let (file, at) = sources.place(label.span).unwrap();
            format!("{file}:{}:{} {}", at.line, at.column, label.text)
        };
        let primary = found[0].primary.as_ref().unwrap();
        assert_eq!(place(primary), "v.yaml:3:9 this is not of type \"integer\"");
        assert!(place(&found[0].secondary[0]).starts_with("c/values.schema.json:2:20"));
    }

    #[test]
    fn what_a_chart_sees_is_checked_not_what_was_written() {
        let schema = r#"{"required": ["a"], "properties": {"a": {"type": "integer"}}}"#;
        assert!(accepts(&setup(schema, "a: x\n").set("a=1")));
        assert!(accepts(&setup(schema, "a: 1.0\n")));
        assert_eq!(
            setup(schema, "a: 1\n").set("a=null").refused(),
            "schema-violation"
        );
        // Helm 4 drops null defaults first.
        let null = r#"{"properties": {"a": {"type": "integer"}}}"#;
        assert!(!accepts(&setup(null, "a: ~\n")));
        assert!(accepts(&setup(null, "a: ~\n").helm4()));
    }

    #[test]
    fn formats_are_checked_by_helm_3_and_in_old_drafts() {
        let schema = r#"{"properties": {"a": {"format": "uri"}}}"#;
        assert!(!accepts(&setup(schema, "a: x\n")));
        assert!(accepts(&setup(schema, "a: x\n").helm4()));
        let old = r#"{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"a": {"format": "uri"}}}"#;
        assert!(!accepts(&setup(old, "a: x\n").helm4()));
    }

    #[test]
    fn drafts_differ_by_version() {
        let schema = r#"{"properties": {"a": {"prefixItems": [{"type": "string"}]}}}"#;
        assert!(accepts(&setup(schema, "a: [1]\n")));
        assert!(!accepts(&setup(schema, "a: [1]\n").helm4()));
        let exclusive = r#"{"properties": {"a": {"minimum": 1, "exclusiveMinimum": true}}}"#;
        assert!(accepts(&setup(exclusive, "a: 2\n")));
        assert!(!accepts(&setup(exclusive, "a: 1\n")));
        assert_eq!(
            setup(exclusive, "a: 2\n").helm4().refused(),
            "schema-invalid"
        );
        let unknown = r#"{"$schema": "http://example.com/own"}"#;
        assert!(accepts(&setup(unknown, "a: 2\n")));
        assert_eq!(setup(unknown, "a: 2\n").helm4().refused(), "schema-invalid");
    }

    #[test]
    fn a_schema_that_cannot_be_used_is_refused() {
        for schema in [
            "",
            "{",
            "[]",
            r#"{"properties": {"a": {"pattern": "(?=x)"}}}"#,
            r#"{"type": "any"}"#,
        ] {
            assert_eq!(
                setup(schema, "a: 1\n").refused(),
                "schema-invalid",
                "{schema}"
            );
        }
        let remote = r#"{"properties": {"a": {"$ref": "https://example.com/a.json"}}}"#;
        assert_eq!(setup(remote, "a: 1\n").refused(), "schema-remote-reference");
    }

    #[test]
    fn a_schema_that_refers_to_itself_ends() {
        assert!(accepts(&setup(r##"{"allOf": [{"$ref": "#"}]}"##, "a: 1\n")));
    }

    #[test]
    fn values_that_nest_too_deep_are_refused() {
        let deep = format!("a: {}{}\n", "[".repeat(9_000), "]".repeat(9_000));
        assert_eq!(setup("{}", &deep).refused(), "schema-values-too-deep");
    }
}
