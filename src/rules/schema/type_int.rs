use super::value::{called, number_alone, shown};
use crate::diagnostic::Fix;
use crate::istio::schema::Shape;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::Data;
use crate::yaml::edit::replace_scalar;

rule! {
    /// Something else than a whole number that fits, where Istio wants one.
    ///
    /// `80.0` is fine: Helm prints it as `80`. A number in quotes is text.
    ///
    /// ## Why it matters
    /// The API server refuses an object with a fraction, a text or a number that is too large in
    /// such a place, and the deploy fails.
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
    ///       route: [{destination: {host: demo.example.org, port: {number: "8080"}}}]
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
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `type: integer` with `format`, `minimum` and `maximum`.
    Error 3004 "s-type-int" Field(check)
    changes objects
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let Some(info) = field.info else { return };
    let (least, greatest) = match field.shape {
        Shape::Uint32 => (0.0, f64::from(u32::MAX)),
        Shape::Int32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        _ => return,
    };
    let name = called(field);
    match &field.node.data {
        Data::Null => {}
        Data::Int(_) | Data::Float(_) => {
            let value = field.node.as_number().unwrap_or_default();
            if value.fract() != 0.0 {
                cx.report(
                    field.node,
                    format!("{name} must be a whole number, not {}", shown(field.node)),
                )
                .label("a fraction")
                .note(refused::BY_API_SERVER)
                .help(format!("write {} or {}", value.floor(), value.ceil()));
            } else if info.facts.range.is_none() && !(least..=greatest).contains(&value) {
                // Where the definition has narrower limits, another rule tells them.
                let message = format!(
                    "{name} must be from {least} to {greatest}, not {}",
                    shown(field.node)
                );
                cx.report(field.node, message)
                    .label("out of range")
                    .note(refused::BY_API_SERVER)
                    .help(format!("write a whole number from {least} to {greatest}"));
            }
        }
        data => {
            let number = match data {
                // Weights are often thought of as percentages.
                Data::Str(text) if is_share(info.name) => {
                    text.trim_end_matches('%').trim().parse::<i32>().ok()
                }
                Data::Str(text) => text.parse::<i32>().ok(),
                _ => None,
            };
            let data = number.map(|number| Data::Float(f64::from(number)));
            let edit = data.and_then(|data| replace_scalar(cx.sources, field.node, &data));
            let fix = edit.map(|edit| Fix::safe("write the number", vec![edit]));
            let help = match number {
                Some(number) => number_alone(cx, field.node, f64::from(number)),
                None => "write a whole number".to_owned(),
            };
            cx.report(
                field.node,
                format!("{name} must be a whole number, not {}", shown(field.node)),
            )
            .label("not a number")
            .note(refused::BY_API_SERVER)
            .help(help)
            .fix(fix);
        }
    }
}

/// Whether a field is, or is taken for, a number of percent.
fn is_share(name: &str) -> bool {
    name == "weight" || name.to_ascii_lowercase().contains("percent")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::schema::route::object;
    use crate::rules::testing::{found, helps};

    #[test]
    fn a_number_must_be_whole_and_fit() {
        for value in ["80", "80.0", "8e1", "0", "4294967295"] {
            let text = object(&format!("{{match: [{{port: {value}}}]}}"));
            assert!(found(&text, &RULE).is_empty(), "{value}");
        }
        for value in ["-1", "1.5", "4294967296", "true", "'80'", "[80]"] {
            let text = object(&format!("{{match: [{{port: {value}}}]}}"));
            assert_eq!(found(&text, &RULE).len(), 1, "{value}");
        }
    }

    #[test]
    fn the_help_speaks_of_what_is_there() {
        let help = |weight: &str| {
            let text = object(&format!("{{route: [{{weight: {weight}}}]}}"));
            helps(&text, &RULE).join("; ")
        };
        assert_eq!(help("50%"), "write `50`, without `%`");
        assert_eq!(help("'50'"), "write `50` without quotes");
        assert_eq!(help("half"), "write a whole number");
    }

    #[test]
    fn numbers_with_a_sign_have_other_limits() {
        for (value, count) in [("-2147483648", 0), ("2147483647", 0), ("2147483648", 1)] {
            let text = object(&format!("{{retries: {{attempts: {value}}}}}"));
            assert_eq!(found(&text, &RULE).len(), count, "{value}");
        }
    }
}
