use super::value::{called, shown};
use crate::diagnostic::Fix;
use crate::istio::syntax::duration::Duration;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// Something that is no duration where Istio wants one.
    ///
    /// A duration is a number with a unit, without a blank: `15s`, `500ms`, `1h30m`. There is no unit for
    /// days.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Fix
    /// Takes a number without a unit for seconds, by `--unsafe-fixes`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       timeout: 15
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       timeout: 15s
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, the rules on durations; Go 1.24: `time.ParseDuration`.
    Error 3011 "s-duration-type" Field(check)
    changes objects
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    if field.info.is_none_or(|info| !info.facts.duration) || field.is_inside {
        return;
    }
    let name = called(field);
    let (label, help, number) = match &field.node.data {
        Data::Null => return,
        Data::Str(text) => match Duration::parse(text) {
            Ok(_) => return,
            Err(problem) => {
                let number = text.parse::<u32>().ok();
                (problem.to_string(), suggestion(text), number)
            }
        },
        _ => {
            let number = field
                .node
                .as_number()
                .filter(|number| number.fract() == 0.0);
            let number = number.filter(|number| (0.0..=1e6).contains(number));
            (
                "not a duration".to_owned(),
                match number {
                    Some(number) => format!("add the unit, such as `{number}s` or `{number}ms`"),
                    None => "write a number with a unit, such as `15s`".to_owned(),
                },
                number.map(|number| number as u32),
            )
        }
    };
    let fix = number.and_then(|number| {
        let text = format!("{number}s");
        let edit = replace_scalar(cx.sources, field.node, &Data::Str(text.as_str().into()))?;
        Some(Fix::risky(format!("write `{text}`"), vec![edit]))
    });
    cx.report(
        field.node,
        format!("{name} must be a duration, not {}", shown(field.node)),
    )
    .label(label)
    .note(refused::BY_API_SERVER)
    .help(help)
    .fix(fix);
}

/// What to write instead of a text that is no duration.
fn suggestion(text: &str) -> String {
    let days = text
        .strip_suffix('d')
        .and_then(|days| days.parse::<u32>().ok());
    let hours = days.and_then(|days| days.checked_mul(24));
    let close: String = text.to_ascii_lowercase().split_whitespace().collect();
    match hours {
        Some(hours) => format!("write days in hours: `{hours}h`"),
        None if Duration::parse(&close).is_ok() => format!("write `{close}`"),
        None if text.parse::<f64>().is_ok() => {
            format!("add the unit, such as `{text}s` or `{text}ms`")
        }
        None => "write a number with a unit, such as `15s`".to_owned(),
    }
}
