use crate::istio::schema::Shape;
use crate::rules::prelude::*;

rule! {
    /// The name of a header, a label or a parameter that YAML reads as a boolean.
    ///
    /// ## Why it matters
    /// `y`, `n`, `yes`, `no`, `on` and `off` are booleans to Helm, as keys, too: the gateway then
    /// looks for a header called `true`, which no request carries, and the route is never taken.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match:
    ///         - uri: {prefix: /}
    ///           queryParams: {y: {exact: "1"}}
    ///       route:
    ///         - destination: {host: demo-demo-tls-service.demo.svc.cluster.local, port: {number: 443}}
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match:
    ///         - uri: {prefix: /}
    ///           queryParams: {"y": {exact: "1"}}
    ///       route:
    ///         - destination: {host: demo-demo-tls-service.demo.svc.cluster.local, port: {number: 443}}
    /// ```
    ///
    /// ## Source
    /// YAML 1.1 as Helm reads it.
    Warning 4009 "boolean-key" Field(check)
}

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    if !matches!(field.shape, Shape::Map(_)) {
        return;
    }
    for entry in field
        .node
        .as_map()
        .map(|map| map.entries())
        .unwrap_or_default()
    {
        let key = entry.key.as_ref();
        if !matches!(key, "true" | "false") {
            continue;
        }
        let written = cx.sources.text(entry.key_span).to_owned();
        let word = written.to_ascii_lowercase();
        if !matches!(word.as_str(), "y" | "n" | "yes" | "no" | "on" | "off") {
            continue;
        }
        cx.report_key(field.node, key, format!("the key `{written}` is the boolean {key} to YAML"))
            .label(format!("becomes `{key}`"))
            .note(format!(
                "in the cluster the name is `{key}`; nothing is called so, and what is called `{written}` is not meant any more"
            ))
            .help(format!("write it in quotes: `\"{written}\"`"));
    }
}
