use super::value::listed;
use crate::rules::common::refused;
use crate::rules::prelude::*;
use crate::source::Span;

rule! {
    /// Two settings of which only one may be written.
    ///
    /// Writing the key counts, even with an empty value: `exact: ""` beside `prefix` is one too many.
    ///
    /// ## Why it matters
    /// The API server refuses the object, and the deploy fails.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /pad, prefix: /pad/}}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {exact: /pad}}, {uri: {prefix: /pad/}}]
    ///       route: [{destination: {host: demo.example.org, port: {number: 8080}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `manifests/charts/base/files/crd-all.gen.yaml`, `oneOf`.
    Error 3014 "s-oneof" Fields(check)
}

fn check(cx: &mut Context<'_>, fields: &Fields<'_>) {
    for set in fields.message.one_of {
        let written: Vec<&str> = set
            .iter()
            .copied()
            .filter(|key| counts(cx, fields, key))
            .collect();
        let [first, second, ..] = written.as_slice() else {
            continue;
        };
        let other = fields.node.as_map().and_then(|map| map.entry(first));
        let other = other.map_or(Span::NOWHERE, |entry| entry.key_span);
        let other = if cx.is_authors(other) {
            other
        } else {
            Span::NOWHERE
        };
        let help = if fields.message.name == "StringMatch" {
            "keep one of them; where either should do, write two items with one each"
        } else {
            "keep one of them"
        };
        cx.report_key(
            fields.node,
            second,
            format!("only one of {} can be written here", written_out(&written)),
        )
        .label(format!("one too many beside `{first}`"))
        .also(other, "the other one")
        .note(refused::BY_API_SERVER)
        .help(help);
    }
}

/// `` `a`, `b` and `c` ``
fn written_out(keys: &[&str]) -> String {
    match keys.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and `{last}`", listed(others)),
        _ => listed(keys),
    }
}

/// Whether the key is there for the API server, which drops nulls and what it does not know.
fn counts(cx: &Context<'_>, fields: &Fields<'_>, key: &str) -> bool {
    let since = fields.message.field(key).and_then(|info| info.facts.since);
    fields.node.has(key) && since.is_none_or(|since| since <= cx.istio)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::schema::route::object;
    use crate::rules::testing::found;

    #[test]
    fn a_key_counts_even_if_it_is_empty_but_not_if_it_is_null() {
        let text = |value: &str| {
            object(&format!(
                "{{match: [{{uri: {{exact: /a, prefix: {value}}}}}]}}"
            ))
        };
        assert_eq!(found(&text("''"), &RULE).len(), 1);
        assert!(found(&text("null"), &RULE).is_empty());
    }
}
