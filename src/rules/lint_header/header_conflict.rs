use crate::rules::prelude::*;
use crate::yaml::Node;

rule! {
    /// A header that is changed twice in one place.
    ///
    /// ## Why it matters
    /// The gateway first removes, then sets, then adds: a header that is removed and set is set,
    /// and one that is set and added is there twice. Names differ by more than their case: of
    /// `X-Id` and `x-id`, one wins.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers:
    ///         response:
    ///           set: {x-frame-options: DENY}
    ///           remove: [X-Frame-Options]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - headers:
    ///         response:
    ///           set: {x-frame-options: DENY}
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateHeadersOperations`; Envoy:
    /// `source/common/router/header_parser.cc`.
    Warning 4309 "lint-header-conflict" HttpRoute(check)
}

fn check(cx: &mut Context<'_>, route: &HttpRoute<'_>) {
    let destinations = route.node.items("route").iter();
    for holder in [route.node].into_iter().chain(destinations) {
        let Some(headers) = holder.field("headers") else {
            continue;
        };
        for direction in ["request", "response"] {
            if let Some(changes) = headers.field(direction) {
                conflicts(cx, changes);
            }
        }
    }
}

fn conflicts(cx: &mut Context<'_>, changes: &Node) {
    let mut seen: Vec<(String, &'static str, &Node)> = Vec::new();
    let remove = changes.items("remove").iter();
    let removed = remove.filter_map(|node| Some((node.as_str()?, "removed", node)));
    let set = changes
        .entries_of("set")
        .iter()
        .map(|entry| (&*entry.key, "set", &entry.value));
    let add = changes
        .entries_of("add")
        .iter()
        .map(|entry| (&*entry.key, "added", &entry.value));
    for (name, done, node) in removed.chain(set).chain(add) {
        let lower = name.to_ascii_lowercase();
        let before = seen.iter().find(|(other, ..)| *other == lower);
        if let Some((_, before, other)) = before {
            let span = cx.span(other);
            let message = if before == &done {
                format!("the header `{lower}` is {done} twice")
            } else {
                format!("the header `{lower}` is {before} and {done}")
            };
            let (note, help) = match (*before, done) {
                ("removed", "removed") => ("once is enough", "keep one of the two"),
                ("removed", "set") => (
                    "the gateway removes first and sets then: `remove` has no effect",
                    "keep `set` to replace the value, or `remove` to have none",
                ),
                ("removed", "added") => (
                    "the gateway removes first and adds then: the value is replaced",
                    "write `set` in place of both",
                ),
                ("set", "added") => (
                    "the header is there twice, with both values",
                    "keep `set` for one value, `add` for one more than there was",
                ),
                _ => (
                    "case does not count: it is the same header",
                    "keep one of the two",
                ),
            };
            cx.report(node, message)
                .label(format!("{done} here"))
                .also(span, format!("{before} here"))
                .note(note)
                .help(help);
        } else {
            seen.push((lower, done, node));
        }
    }
}
