use super::value::called;
use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A body in `bytes` that is not base64.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /robots.txt}}]
    ///       directResponse: {status: 200, body: {bytes: "User-agent: *"}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /robots.txt}}]
    ///       directResponse: {status: 200, body: {string: "User-agent: *"}}
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `format: byte`; kube-openapi: `pkg/validation/strfmt/default.go`.
    Error 3010 "s-bytes" Field(check)
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let Some(text) = field.node.as_str() else {
        return;
    };
    if field.info.is_none_or(|info| !info.facts.base64) || is_base64(text) {
        return;
    }
    cx.report(field.node, format!("{} is not base64", called(field)))
        .label("not base64")
        .note(refused::BY_API_SERVER)
        .help("write plain text at `string`, or the base64 of the bytes, with its `=` at the end");
}

/// Whether it is base64 as the API server takes it: the common alphabet, in groups of four, filled
/// up with `=`, and not empty.
fn is_base64(text: &str) -> bool {
    let body = text
        .strip_suffix("==")
        .or_else(|| text.strip_suffix('='))
        .unwrap_or(text);
    let is_in_alphabet = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    !body.is_empty() && text.len().is_multiple_of(4) && body.bytes().all(is_in_alphabet)
}

#[cfg(test)]
mod tests {
    use super::is_base64;

    #[test]
    fn groups_of_four_are_filled_up() {
        for text in ["aGk=", "aA==", "aGkh", "aGkhaGk="] {
            assert!(is_base64(text), "{text}");
        }
        for text in [
            "", "=", "==", "aGk", "aGk=\n", "aG-_", "a=Gk", "a===", "aGk=aGk=",
        ] {
            assert!(!is_base64(text), "{text}");
        }
    }
}
