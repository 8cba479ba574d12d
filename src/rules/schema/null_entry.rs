use super::value::called;
use crate::istio::schema::Shape;
use crate::rules::prelude::*;

rule! {
    /// A null as the value of a header, a query parameter or a label.
    ///
    /// ## Why it matters
    /// The API server drops such an entry without a word: a header that should be set is not set, and a route
    /// that should need a header takes every request.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{headers: {x-canary: }}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{headers: {x-canary: {}}}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// apiextensions-apiserver 0.36: `pkg/apiserver/schema/defaulting/prunenulls.go`.
    Warning 3021 "s-null-entry" Field(check)
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    let is_entry = field.is_inside && field.entry.value.as_map().is_some();
    if !is_entry || !field.node.is_null() {
        return;
    }
    let help = match field.shape {
        Shape::Message(message) if message.name == "StringMatch" => {
            "write `{}` for any value, or `exact`, `prefix` or `regex`; else remove the entry"
        }
        Shape::String => "write a text, `\"\"` for an empty one; else remove the entry",
        _ => "write a value, or remove the entry",
    };
    cx.report(
        field.node,
        format!("{} is null and will not be there", called(field)),
    )
    .label("nothing stands here")
    .note("the API server drops an entry without a value")
    .help(help);
}
