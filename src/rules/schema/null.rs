use crate::rules::common::refused;
use crate::rules::prelude::*;

rule! {
    /// A null in a list.
    ///
    /// Null as the value of a key is the same as leaving the key out; in a list it is an item that is
    /// nothing. An empty `- ` is a null, too.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       corsPolicy:
    ///         allowMethods:
    ///           - GET
    ///           -
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       corsPolicy:
    ///         allowMethods:
    ///           - GET
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`; apiextensions-apiserver 0.36: `pkg/apiserver/schema/defaulting/prunenulls.go`, which
    /// drops nulls from maps only.
    Error 3013 "s-null" Field(check)
}

/// Lists whose nulls rules of their own tell.
const TOLD: [&str; 5] = ["servers", "http", "route", "subsets", "portLevelSettings"];

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let is_item = field.is_inside && field.entry.value.as_list().is_some();
    if !is_item || !field.node.is_null() {
        return;
    }
    let key = field.entry.key.as_ref();
    let is_connection = matches!(field.message.name, "TlsRoute" | "TcpRoute");
    if TOLD.contains(&key) && !is_connection {
        return;
    }
    cx.report(field.node, format!("an item of `{key}` is null"))
        .label("nothing stands here")
        .note(refused::BY_API_SERVER)
        .help("remove the item, or write what it should be");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::schema::route::object;
    use crate::rules::testing::found;

    #[test]
    fn the_api_server_drops_a_null_anywhere_but_in_a_list() {
        for value in [
            "{timeout: null}",
            "{match: null}",
            "{headers: {request: {set: {a: null}}}}",
        ] {
            assert!(found(&object(value), &RULE).is_empty(), "{value}");
        }
        for value in ["{match: [null]}", "{headers: {request: {remove: [a, ~]}}}"] {
            assert_eq!(found(&object(value), &RULE).len(), 1, "{value}");
        }
    }

    #[test]
    fn nulls_that_have_a_rule_of_their_own_are_told_once() {
        assert!(found(&object("{route: [null]}"), &RULE).is_empty());
        let tcp = object("{}")
            .replace("http:", "tcp:")
            .replace("{}", "{route: [null]}");
        assert_eq!(found(&tcp, &RULE).len(), 1);
    }
}
