use super::value::{DROPPED, listed};
use super::{belongs, snake_case};
use crate::diagnostic::Fix;
use crate::rules::prelude::*;
use crate::suggest;
use crate::yaml::edit::rename_key;

rule! {
    /// A key that Istio's type does not have.
    ///
    /// Keys are case-sensitive: `Timeout` is not `timeout`. A key that Istio has one or two levels
    /// further out or in is only indented wrongly: the help says where it belongs.
    ///
    /// ## Why it matters
    /// The API server drops keys that it does not know, or refuses the object, depending on how it
    /// is asked; either way the setting never reaches the gateway.
    ///
    /// ## Fix
    /// Another case is mended by `--fix`; a misspelling that is close to one key only by
    /// `--unsafe-fixes`.
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
    changes objects
}

/// More keys than that are no help.
const MANY: usize = 8;

fn check(cx: &mut Context<'_>, field: &FieldValue<'_>) {
    if field.info.is_some() || snake_case::meant(field).is_some() {
        return;
    }
    let key = field.entry.key.as_ref();
    // A destination one level too high has a rule of its own.
    let is_item = matches!(
        field.message.name,
        "HttpRouteDestination" | "RouteDestination"
    );
    if is_item && !field.holder.has("destination") && ["host", "port", "subset"].contains(&key) {
        return;
    }
    // Nobody wrote this key: the helper prints it.
    if field.entry.key_span.is_nowhere() {
        cx.report_key(
            field.holder,
            key,
            format!("this helper version prints `{key}` where Istio has no such key"),
        )
        .label("makes the helper print its default route")
        .note("Istio refuses the object, or drops the key; nothing in the values can change that")
        .help("write `httproutes` in which each route has a `route` of its own, or use a newer version of the helper");
        return;
    }
    // The old spelling of one field is the only name with an underscore.
    let known = field.message.fields.iter().map(|field| field.name);
    let known = known.filter(|name| !name.contains('_'));
    let other_case = known.clone().find(|name| name.eq_ignore_ascii_case(key));
    let place = belongs::place(field).filter(|_| other_case.is_none());
    let near = match place {
        Some(_) => Vec::new(),
        None => suggest::closest(key, known.clone()),
    };
    let rename = |name: &str| Some(vec![rename_key(cx.sources, field.entry, name)?]);
    let title = |name: &str| format!("rename `{key}` to `{name}`");
    let fix = match (other_case, near.as_slice()) {
        (Some(name), _) => rename(name).map(|edits| Fix::safe(title(name), edits)),
        (None, [name]) => rename(name).map(|edits| Fix::risky(title(name), edits)),
        _ => None,
    };
    let label = match place {
        Some(_) => "at the wrong level",
        None => "unknown",
    };
    let help = match (other_case, place, near.first()) {
        (Some(name), ..) => format!("write `{name}`: upper and lower case differ"),
        (None, Some(place), _) => place,
        (None, None, Some(name)) => format!("did you mean `{name}`?"),
        (None, None, None) => match known.collect::<Vec<_>>().as_slice() {
            known @ [_, ..] if known.len() <= MANY => format!(
                "the keys here are {}; remove `{key}` if you mean none of them",
                listed(known)
            ),
            _ => format!("remove `{key}`"),
        },
    };
    cx.report_key(field.holder, key, format!("Istio has no key `{key}` here"))
        .label(label)
        .note(DROPPED)
        .help(help)
        .fix(fix);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::schema::route::object;
    use crate::rules::testing::helps;

    #[test]
    fn a_key_that_is_at_home_nowhere_is_told_what_there_is() {
        assert_eq!(
            helps(&object("{headers: {x-team: blue}}"), &RULE),
            ["the keys here are `request`, `response`; remove `x-team` if you mean none of them"]
        );
        assert_eq!(
            helps(&object("{timeuot: 1s}"), &RULE),
            ["did you mean `timeout`?"]
        );
        assert_eq!(
            helps(&object("{Timeout: 1s}"), &RULE),
            ["write `timeout`: upper and lower case differ"]
        );
    }
}
