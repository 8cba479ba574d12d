use crate::re2::{self, Match};
use crate::rules::prelude::*;

rule! {
    /// A condition in `withoutHeaders` that an empty value satisfies.
    ///
    /// ## Why it matters
    /// A missing header counts as empty here, so requests without the header are excluded, too: most
    /// likely all of them.
    ///
    /// ## Example
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, withoutHeaders: {x-session: {exact: ""}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Use instead
    /// ```yaml
    /// ingress:
    ///   enabled: true
    ///   httproutes:
    ///     - match: [{uri: {prefix: /}, headers: {x-session: {}}}]
    ///       route: [{destination: {host: pad.example.org, port: {number: 9001}}}]
    /// ```
    ///
    /// ## Source
    /// Istio 1.30: `pilot/pkg/networking/core/route/route.go`, `TranslateRouteMatch`:
    /// `TreatMissingHeaderAsEmpty`.
    Warning 4116 "lint-without-empty" StringMatch(check)
}

fn check(cx: &mut Context<'_>, condition: &StringMatch<'_>) {
    let Subject::WithoutHeader(name) = condition.subject else {
        return;
    };
    let at = match (condition.exact(), condition.regex()) {
        (Some(""), _) => condition.node.field("exact"),
        (None, Some(text)) if text != "*" => condition
            .node
            .field("regex")
            .filter(|_| re2::parse(text).is_ok_and(|regex| regex.matches_whole("") == Match::Yes)),
        _ => None,
    };
    let Some(at) = at else { return };
    cx.report(
        at,
        format!("requests without the header `{name}` are excluded, too"),
    )
    .label("a missing header counts as empty")
    .note("such a request goes on to the next route, or gets a 404")
    .help(format!(
        "for requests that have `{name}` write `headers: {{{name}: {{}}}}`; for those that do not, \
         `withoutHeaders: {{{name}: {{}}}}`"
    ));
}
