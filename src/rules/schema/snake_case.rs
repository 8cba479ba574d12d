use super::value::DROPPED;
use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::yaml::edit::rename_key;

rule! {
    /// A key in snake case, such as `retry_on`, where Istio has `retryOn`.
    ///
    /// ## Why it matters
    /// Istio's own tools take either spelling, but the definition in the cluster knows only the one in
    /// camel case: the API server drops the key, and the setting never reaches the gateway.
    ///
    /// ## Fix
    /// Renames the key.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       cors_policy: {allowOrigins: [{exact: "https://example.org"}]}
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       corsPolicy: {allowOrigins: [{exact: "https://example.org"}]}
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`; `pkg/util/protomarshal`.
    Error 3002 "s-snake-case" Field(check)
    changes objects
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let Some(name) = meant(field) else { return };
    let key = field.entry.key.as_ref();
    let edit = rename_key(cx.sources, field.entry, name);
    let fix = edit.map(|edit| Fix::safe(format!("rename `{key}`"), vec![edit]));
    cx.report_key(
        field.holder,
        key,
        format!("Istio has no key `{key}` here: it is written in camel case"),
    )
    .label("in snake case")
    .note(DROPPED)
    .help(format!("write `{name}`"))
    .fix(fix);
}

/// The field whose name in snake case the unknown key is.
pub(super) fn meant(field: &FieldValue<'_>) -> Option<&'static str> {
    let key = field.entry.key.as_ref();
    if field.info.is_some() || !key.contains('_') {
        return None;
    }
    let mut camel = String::with_capacity(key.len());
    let mut raise = false;
    for letter in key.chars() {
        match letter {
            '_' => raise = true,
            letter if raise => {
                camel.push(letter.to_ascii_uppercase());
                raise = false;
            }
            letter => camel.push(letter),
        }
    }
    field.message.field(&camel).map(|info| info.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::schema::route::object;
    use crate::rules::testing::found;

    #[test]
    fn digits_stay_as_they_are() {
        let rule = object("{}")
            .replace("VirtualService", "DestinationRule")
            .replace(
                "hosts: [a.org], http: [{}]",
                "trafficPolicy: {outlierDetection: {consecutive_5xx_errors: 1}}",
            );
        assert_eq!(
            found(&rule, &RULE),
            ["Istio has no key `consecutive_5xx_errors` here: it is written in camel case"]
        );
    }

    #[test]
    fn one_field_has_an_old_name_in_snake_case() {
        assert!(found(&object("{mirror_percent: 5}"), &RULE).is_empty());
    }
}
