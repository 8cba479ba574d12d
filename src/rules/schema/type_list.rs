use super::sample::spelt;
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
    let message = format!(
        "{} must be a list, not {}",
        called(field),
        shown(field.node)
    );
    let help = match &field.node.data {
        Data::Map(map) => {
            let first = match map.entries() {
                [only] => format!("`{}:`", only.key),
                _ => "the first key of each item".to_owned(),
            };
            format!("`{key}` is a list: put `- ` in front of {first}")
        }
        data => {
            let item = match data {
                Data::Str(text) => spelt(text),
                _ => None,
            };
            let item = item.as_deref().unwrap_or("...");
            format!(
                "put it in square brackets, `{key}: [{item}]`, or on a line of its own behind `- `"
            )
        }
    };
    // The first key of a map would look as if it were wrong itself.
    let finding = if field.node.as_map().is_some() && !field.is_inside {
        cx.report_key(field.holder, key, message)
    } else {
        cx.report(field.node, message)
    };
    finding
        .label("not a list")
        .note(refused::BY_API_SERVER)
        .help(help);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::schema::route::object;
    use crate::rules::testing::helps;

    #[test]
    fn the_help_says_where_the_dash_goes() {
        let help = |route: &str| helps(&object(route), &RULE).join("; ");
        assert_eq!(
            help("{match: {uri: {prefix: /}}}"),
            "`match` is a list: put `- ` in front of `uri:`"
        );
        assert_eq!(
            help("{match: {uri: {prefix: /}, port: 80}}"),
            "`match` is a list: put `- ` in front of the first key of each item"
        );
        assert!(help("{corsPolicy: {allowMethods: GET}}").contains("`allowMethods: [GET]`"));
    }
}
