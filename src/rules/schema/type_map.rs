use super::sample::{sample, spelt};
use super::value::{called, key, listed, shown};
use crate::istio::schema::{Message, Shape};
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Data;

rule! {
    /// Something else than keys with values where Istio wants them.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: /pad}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /pad}}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `type: object`.
    Error 3008 "s-type-map" Field(check)
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let fits = matches!(field.node.data, Data::Map(_) | Data::Null);
    if field.info.is_none() || fits {
        return;
    }
    let (wanted, help) = match field.shape {
        Shape::Message(message) => ("must be a map", help(field, message)),
        Shape::Map(_) => (
            "must be names with values",
            "write `name: value`, one a line".to_owned(),
        ),
        _ => return,
    };
    cx.report(
        field.node,
        format!("{} {wanted}, not {}", called(field), shown(field.node)),
    )
    .label("not a map")
    .note(refused::BY_API_SERVER)
    .help(help);
}

fn help(field: &FieldValue<'_>, message: &Message) -> String {
    // An item of a list has no key.
    let key = key(field).map_or(String::new(), |key| format!("{key}: "));
    if let Data::List(_) = field.node.data {
        return match key.strip_suffix(": ") {
            Some(key) => format!("write the keys of `{key}` without `- ` in front"),
            None => "write the keys of each item behind a single `- `".to_owned(),
        };
    }
    let path = field.node.as_str().and_then(spelt);
    if field.entry.key.as_ref() == "uri"
        && message.name == "StringMatch"
        && let Some(path) = path
    {
        return format!(
            "write `{key}{{prefix: {path}}}` for all that begins with it, `{key}{{exact: {path}}}` for just that"
        );
    }
    if let Some(sample) = sample(field, message) {
        return format!("write `{key}{sample}`");
    }
    if message.name == "StringMatch" {
        return "write `{exact: ...}`, `{prefix: ...}` or `{regex: ...}`".to_owned();
    }
    let keys: Vec<&str> = message.fields.iter().map(|field| field.name).collect();
    let shortened = keys.get(..5).unwrap_or(&keys);
    let more = if keys.len() > 5 { ", ..." } else { "" };
    format!("its keys are {}{more}", listed(shortened))
}
