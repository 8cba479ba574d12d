use super::sample::spelt;
use super::value::{called, listed, shown, written};
use crate::diagnostic::Fix;
use crate::istio::schema::Shape;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::yaml::edit::replace_scalar;
use crate::yaml::{Data, Node, number};

rule! {
    /// A number or a boolean where Istio wants text.
    ///
    /// Values of headers and labels and what a condition compares with are texts, even if all of their
    /// characters are digits.
    ///
    /// ## Why it matters
    /// YAML reads `8080`, `1.10`, `true` and `no` as numbers and booleans. The API server refuses
    /// an object with one where text must stand, and the deploy fails.
    ///
    /// ## Fix
    /// Puts quotes around what is written; where YAML reads something else, such as 291 for `0443`,
    /// only by `--unsafe-fixes`.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{headers: {x-canary: {exact: true}}}]
    ///       headers: {request: {set: {x-forwarded-port: 443}}}
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{headers: {x-canary: {exact: "true"}}}]
    ///       headers: {request: {set: {x-forwarded-port: "443"}}}
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `type: string`.
    Error 3003 "s-type-string" Field(check)
    changes objects
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let Some(info) = field.info else { return };
    let fits = matches!(field.node.data, Data::Str(_) | Data::Null);
    // Durations without a unit have a rule of their own.
    if fits || !matches!(field.shape, Shape::String) || info.facts.duration {
        return;
    }
    let is_scalar = matches!(
        field.node.data,
        Data::Bool(_) | Data::Int(_) | Data::Float(_)
    );
    let text = written(cx, field.node).filter(|_| is_scalar);
    let joined = || joined(field.node).filter(|_| info.name == "retryOn");
    let help = match (info.facts.values, text) {
        ([], Some(text)) => format!("put it in quotes: `\"{text}\"`"),
        ([], None) => match joined() {
            Some(words) => format!("write `retryOn: {words}`, with commas between the conditions"),
            None => "write one text".to_owned(),
        },
        (values, _) => format!("write one of {}", listed(values)),
    };
    let is_plain = text.is_none_or(|text| means_itself(text, field.node));
    let fix = text
        .filter(|_| info.facts.values.is_empty())
        .and_then(|text| {
            let edit = replace_scalar(cx.sources, field.node, &Data::Str(text.into()))?;
            let title = "add the quotes";
            Some(if is_plain {
                Fix::safe(title, vec![edit])
            } else {
                Fix::risky(title, vec![edit])
            })
        });
    let mut finding = cx
        .report(
            field.node,
            format!("{} must be text, not {}", called(field), shown(field.node)),
        )
        .label("not text")
        .note(refused::BY_API_SERVER);
    if !is_plain {
        finding = finding.note("YAML reads an unquoted word or number by its own rules");
    }
    finding.help(help).fix(fix);
}

/// The words of a list with commas between them.
fn joined(node: &Node) -> Option<String> {
    let words: Option<Vec<String>> = node
        .as_list()?
        .iter()
        .map(|item| match &item.data {
            Data::Str(text) => spelt(text).filter(|spelt| !spelt.contains(' ')),
            _ => item.as_number().map(number::json),
        })
        .collect();
    let words = words.filter(|words| !words.is_empty())?;
    let words: Vec<&str> = words.iter().map(|word| word.trim_matches('"')).collect();
    Some(words.join(","))
}

/// Whether a number or a boolean is read as what it looks like: `1.10`, but not `0443` or `yes`.
fn means_itself(text: &str, node: &Node) -> bool {
    match node.data {
        Data::Bool(value) => text.parse() == Ok(value),
        _ => text.parse().ok() == node.as_number(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::schema::route::object;
    use crate::rules::testing::helps;

    #[test]
    fn a_list_of_retry_conditions_is_told_as_a_text() {
        let text = object("{retries: {retryOn: [5xx, reset, 503]}}");
        assert_eq!(
            helps(&text, &RULE),
            ["write `retryOn: 5xx,reset,503`, with commas between the conditions"]
        );
    }
}
