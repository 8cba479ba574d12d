use super::value::{called, shown};
use crate::istio::schema::Shape;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Data;

rule! {
    /// Something else than a list where Istio wants one.
    ///
    /// Even a single item stands in a list: `match: [{...}]`.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: {uri: {prefix: /}}
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `type: array`.
    Error 3007 "s-type-list" Field(check)
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let fits = matches!(field.node.data, Data::List(_) | Data::Null);
    if field.info.is_none() || fits || !matches!(field.shape, Shape::List(_)) {
        return;
    }
    let key = &field.entry.key;
    cx.report(
        field.node,
        format!(
            "{} must be a list, not {}",
            called(field),
            shown(field.node)
        ),
    )
    .label("not a list")
    .note(refused::BY_API_SERVER)
    .help(format!(
        "write `- ` before each item below `{key}:`, or put them in square brackets: `{key}: [...]`"
    ));
}
