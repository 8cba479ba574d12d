use super::value::{called, listed, shown};
use crate::istio::schema::Shape;
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
        Shape::Message(message) if message.name == "StringMatch" => (
            "must have keys of its own",
            match field.node.as_str().filter(|text| is_plain(text)) {
                Some(text) => format!(
                    "write `{{exact: {text}}}` for just that, `{{prefix: {text}}}` for all that begins with it"
                ),
                None => "write `{exact: ...}`, `{prefix: ...}` or `{regex: ...}`".to_owned(),
            },
        ),
        Shape::Message(message) => {
            let keys: Vec<&str> = message.fields.iter().map(|field| field.name).collect();
            let shortened = keys.get(..5).unwrap_or(&keys);
            let more = if keys.len() > 5 { ", ..." } else { "" };
            (
                "must have keys of its own",
                format!("its keys are {}{more}", listed(shortened)),
            )
        }
        Shape::Map(_) => (
            "must be names with values",
            "write `name: value`, one a line".to_owned(),
        ),
        _ => return,
    };
    cx.report(
        field.node,
        format!("{} {wanted}, not be {}", called(field), shown(field.node)),
    )
    .label("not a map")
    .note(refused::BY_API_SERVER)
    .help(help);
}

/// Whether a text needs no quotes and is short enough to be repeated.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    (1..=40).contains(&text.len()) && text.chars().all(plain)
}
