use super::value::{called, shown};
use crate::diagnostic::Fix;
use crate::istio::schema::Shape;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// Something else than `true` or `false` where Istio wants one of them.
    ///
    /// ## Why it matters
    /// `"true"` in quotes is text, and `1` is a number. The API server refuses the object, and the
    /// deploy fails.
    ///
    /// ## Fix
    /// Writes the boolean that was meant.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /pad}, ignoreUriCase: "true"}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /pad}, ignoreUriCase: true}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `type: boolean`.
    Error 3005 "s-type-bool" Field(check)
    changes objects
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let fits = matches!(field.node.data, Data::Bool(_) | Data::Null);
    if field.info.is_none() || fits || !matches!(field.shape, Shape::Bool) {
        return;
    }
    let meant = match &field.node.data {
        Data::Str(text) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        },
        _ => match field.node.as_number() {
            Some(1.0) => Some(true),
            Some(0.0) => Some(false),
            _ => None,
        },
    };
    let edit = meant.and_then(|meant| replace_scalar(cx.sources, field.node, &Data::Bool(meant)));
    let fix = meant
        .zip(edit)
        .map(|(_, edit)| Fix::safe("replace it by the boolean", vec![edit]));
    cx.report(
        field.node,
        format!(
            "{} must be `true` or `false`, not {}",
            called(field),
            shown(field.node)
        ),
    )
    .label("neither true nor false")
    .note(refused::BY_API_SERVER)
    .help(match meant {
        Some(meant) if field.node.as_str().is_some() => format!("write `{meant}` without quotes"),
        Some(meant) => format!("write `{meant}`"),
        None => "write `true` or `false` without quotes".to_owned(),
    })
    .fix(fix);
}
