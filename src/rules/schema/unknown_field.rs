use crate::rules::prelude::*;
use crate::suggest;

rule! {
    /// A key that Istio's type does not have.
    ///
    /// ## Why it matters
    /// The API server drops keys that it does not know, or refuses the object, depending on how it
    /// is asked; either way the setting never reaches the gateway.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}}]
    ///       timeuot: 15s
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
    /// Istio 1.30: `pkg/util/protomarshal`, strict decoding; `manifests/charts/base/files/crd-all.gen.yaml`.
    Error 3001 "s-unknown-field" Field(check)
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    if field.info.is_some() {
        return;
    }
    let key = field.entry.key.as_ref();
    let known = field.message.fields.iter().map(|field| field.name);
    let near = suggest::closest(key, known);
    let finding = cx
        .report_key(field.holder, key, format!("Istio has no key `{key}` here"))
        .label("unknown")
        .note("the API server drops a key that it does not know, or refuses the whole object");
    match near.first() {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help(format!("remove `{key}`")),
    };
}
