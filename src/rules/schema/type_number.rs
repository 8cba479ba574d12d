use super::value::{called, number_alone, shown};
use crate::diagnostic::Fix;
use crate::istio::schema::Shape;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// Something else than a number where Istio wants one.
    ///
    /// ## Why it matters
    /// `"50"` in quotes and `50%` are texts. The API server refuses the object, and the deploy
    /// fails.
    ///
    /// ## Fix
    /// Removes quotes and `%`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       mirror: {host: copy.example.org, port: {number: 8080}}
    ///       mirrorPercentage: {value: 50%}
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       mirror: {host: copy.example.org, port: {number: 8080}}
    ///       mirrorPercentage: {value: 50}
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `type: number`.
    Error 3006 "s-type-number" Field(check)
    changes objects
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let fits = matches!(field.node.data, Data::Int(_) | Data::Float(_) | Data::Null);
    if field.info.is_none() || fits || !matches!(field.shape, Shape::Double) {
        return;
    }
    let number = field.node.as_str().and_then(|text| {
        let text = text.strip_suffix('%').unwrap_or(text).trim();
        let number = text.parse::<f64>().ok();
        number.filter(|number| number.is_finite())
    });
    let edit =
        number.and_then(|number| replace_scalar(cx.sources, field.node, &Data::Float(number)));
    let fix = number
        .zip(edit)
        .map(|(_, edit)| Fix::safe("leave the number alone", vec![edit]));
    let help = match number {
        Some(number) => number_alone(cx, field.node, number),
        None => "write a number".to_owned(),
    };
    cx.report(
        field.node,
        format!(
            "{} must be a number, not {}",
            called(field),
            shown(field.node)
        ),
    )
    .label("not a number")
    .note(refused::BY_API_SERVER)
    .help(help)
    .fix(fix);
}
